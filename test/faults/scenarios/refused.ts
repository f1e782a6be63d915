import { randomBytes } from 'node:crypto';
import { io } from 'socket.io-client';
import type { Answer } from '../../../protocol/events.js';
import { loadRoom } from '../stored.js';
import type { RelayProcess } from '../relay-process.js';
import type { Stage } from '../stage.js';
import { secondsOf, until } from '../waiting.js';
import type { Workload } from '../workload.js';
import type { Outcome } from './scenario.js';

/** How soon a relay that cannot keep messages has to say so, in seconds. */
const MAX_REFUSAL_S = 5;

/** Sends one message and does not try again: what the relay answers, and how long that took. */
async function askToSend(url: string, text: string): Promise<Answer<object> & { seconds: number }> {
  const socket = io(url, { transports: ['websocket'], auth: { v: 1 }, forceNew: true });
  try {
    await socket.timeout(10_000).emitWithAck('join', { room: 'lobby' });
    const id = randomBytes(16).toString('base64url');
    const began = performance.now();
    const request = { type: 'userMessage', room: 'lobby', id, message: text };
    const answer = (await socket.timeout(10_000).emitWithAck('message', request)) as Answer<object>;
    return { ...answer, seconds: (performance.now() - began) / 1000 };
  } finally {
    socket.disconnect();
  }
}

/** What keeps a relay from keeping messages, and for how long. */
interface Trouble {
  begin(): unknown;
  end(): unknown;
}

/** A relay in trouble refuses what is sent, goes on being read, keeps its connections, and recovers by itself. */
export async function playTrouble(
  stage: Stage,
  relay: RelayProcess,
  { begin, end }: Trouble,
): Promise<Outcome> {
  const workload = await stage.people(relay.url, { writers: 3, readers: 3, length: 1000 });
  workload.start();
  await workload.hasSent(100);
  await begin();
  const refusedInS = await untilRefused(stage, relay.url);
  const recoveredInS = await secondsOf(async () => {
    await end();
    await workload.flows();
  });
  const answer = await askToSend(relay.url, 'outsider, healed');
  if (!answer.ok) stage.complaints.push(`refused after it healed: ${answer.refusal}`);
  complainOf(stage, workload, relay);
  const note = `refused within ${refusedInS.toFixed(1)} s`;
  return { verdict: await stage.judge(relay, workload), recoveredInS, note };
}

function complainOf(stage: Stage, { everyone }: Workload, { errors }: RelayProcess): void {
  if (everyone.some(({ lostCount }) => lostCount > 0)) stage.complaints.push('connections were lost');
  if (!/cannot keep messages: .+keeps messages again/s.test(errors))
    stage.complaints.push(`the relay told its operator: ${errors || 'nothing'}`);
}

/** Until a send is refused as it has to be, while reading goes on. @returns the seconds that the refusal took */
async function untilRefused(stage: Stage, url: string): Promise<number> {
  let refusedInS = 0;
  let tries = 0;
  await until('a send is refused', async () => {
    const answer = await askToSend(url, `outsider ${++tries}`);
    refusedInS = answer.seconds;
    if (!answer.ok && answer.refusal !== 'unavailable') stage.complaints.push(`refused as ${answer.refusal}`);
    return !answer.ok;
  });
  if (refusedInS > MAX_REFUSAL_S) stage.complaints.push(`refused only after ${refusedInS.toFixed(1)} s`);
  const { texts } = await loadRoom(url);
  if (texts.length === 0) stage.complaints.push('nothing could be read meanwhile');
  return refusedInS;
}
