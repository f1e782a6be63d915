import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Stage } from '../stage.js';
import { sleep } from '../waiting.js';
import { RawClient } from './raw-client.js';

const PER_SECOND = 5000;
const SECONDS = 30;
const WRITERS = 10;
const TICK_MS = 10;
/** Messages on their way at most: a machine that is too slow sends fewer, and not all of them later. */
const MAX_WAITING = 1000;

/** The longest that the relay's event loop is held up while 5,000 messages a second are kept durably. */
export async function measureStalls(stage: Stage): Promise<string> {
  const file = join(await stage.folder(), 'stalls.json');
  const preloads = ['./test/faults/measure/stalls.mjs'];
  const relay = await stage.relay({ preloads, env: { STALLS_FILE: file, CHAT_PING: '25s/20s' } });
  const writers = await Promise.all(Array.from({ length: WRITERS }, () => RawClient.join(relay.url)));
  let acked = 0;
  const send = async (writer: RawClient, text: string) => {
    await writer.send(text);
    acked++;
  };
  await Promise.all(writers.map(writer => send(writer, 'warm up')));
  process.kill(relay.pid, 'SIGUSR2');
  const began = performance.now();
  const sends: Promise<void>[] = [];
  for (let seconds = 0; seconds < SECONDS; seconds = (performance.now() - began) / 1000) {
    while (sends.length < seconds * PER_SECOND && sends.length - acked < MAX_WAITING)
      sends.push(send(writers[sends.length % WRITERS]!, `message ${sends.length}`.padEnd(100, '.')));
    await sleep(TICK_MS);
  }
  await Promise.all(sends);
  const rate = acked / ((performance.now() - began) / 1000);
  for (const writer of writers) writer.close();
  await relay.stop();
  const seen = JSON.parse(readFileSync(file, 'utf8')) as Record<'worstMs' | 'worstOwnMs' | 'p99Ms', number>;
  return (
    `${rate.toFixed(0)} messages/s acked for ${SECONDS} s: worst stall ${seen.worstMs.toFixed(1)} ms, ` +
    `of its own work ${seen.worstOwnMs.toFixed(1)} ms; p99 ${seen.p99Ms.toFixed(1)} ms`
  );
}
