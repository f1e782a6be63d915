import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { REFUSALS } from '../../protocol/refusals.js';
import { bystandersIn } from '../support/bystanders.js';
import { BAD, EVENTS } from '../support/hostile.js';
import { secondsFromNow, SECRET, tokenOf } from '../support/jwt.js';
import { hearAudit } from '../support/moderated.js';
import { RawWebsocket } from '../support/raw.js';
import { startRelay } from '../support/relay.js';

// Requests that nobody would make, in sequences that nobody would think of. One that failed is repeated by
// HOSTILE_SEED=… node --import tsx --test test/server/hostile-random.test.ts

const SEED = Number(process.env['HOSTILE_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const SEQUENCES = Number(process.env['HOSTILE_SEQUENCES'] ?? 2000);
/** Sequences between two looks at the bystanders. */
const BATCH = 500;
/** Websockets on which they are played. All of them are in one room, and each hears what the others do there. */
const AT_A_TIME = 12;

interface Step {
  event: string;
  payload: unknown;
  /** Whether an answer is asked for. */
  asks: boolean;
}

/** As whom a sequence is played. Nobody has a name of the site's, so all may take another. */
const forADay = (claims: object) => tokenOf({ ...claims, exp: secondsFromNow(86_400) });
const TOKENS = { member: forADay({ sub: 'mallory' }), moderator: forADay({ sub: 'mo', role: 'moderator' }) };
const AUTHS = [{ v: 1 }, { v: 1, token: TOKENS.member }, { v: 1, token: TOKENS.moderator }];
const PERSON = 'abcdefghijklmnopqrstuv';
const MESSAGE = { room: 'lobby', id: 'abcdefghijklmnopqrstuvwx' };

interface Sequence {
  auth: object;
  steps: Step[];
}

const word = fc.constantFrom('lobby', 'kitchen', 'userMessage', 'abcdefghijklmnopqrstuvwx', '__proto__', '');
const text = fc.oneof(word, fc.string({ unit: 'binary', maxLength: 40 }), fc.constant('x'.repeat(4001)));
const number = fc.oneof(
  fc.integer({ min: -2, max: 300 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const value: fc.Arbitrary<unknown> = fc.oneof(text, number, fc.jsonValue({ maxDepth: 4 }));
const key = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      'room',
      'id',
      'type',
      'message',
      'since',
      'epoch',
      'rev',
      'limit',
      'before',
      'name',
      'action',
      'person',
      'forMs',
      'token',
    ),
  },
  fc.constantFrom('__proto__', 'constructor', 'toString', 'toJSON', 'then', 'ok', 'after', 'around'),
);
/** What may well be granted, to some of them at least. Whoever looks on is in the lobby, so that is not locked. */
const SENSIBLE: [event: string, payload: object][] = [
  ['join', { room: 'lobby' }],
  ['join', { room: 'kitchen', since: { epoch: 'abcdefgh', rev: 1 }, limit: 1 }],
  ['message', { type: 'userMessage', message: 'hi', ...MESSAGE }],
  ['since', { room: 'lobby', epoch: 'abcdefgh', rev: 0 }],
  ['history', { room: 'lobby', before: 10, limit: 5 }],
  ['typing', { room: 'lobby' }],
  ['leave', { room: 'lobby' }],
  ['rename', { name: 'Mallory' }],
  ['recolor', { color: 'teal' }],
  ...Object.values(TOKENS).map((token): [string, object] => ['renew', { token }]),
  ['remove', MESSAGE],
  ['moderate', { room: 'lobby', action: 'remove', person: PERSON }],
  ['moderate', { room: 'lobby', action: 'ban', person: PERSON, forMs: 1000 }],
  ['moderate', { room: 'lobby', action: 'mute', person: PERSON, forMs: 1000 }],
  ['moderate', { room: 'lobby', action: 'unban', person: PERSON }],
  ['moderate', { room: 'lobby', action: 'slow', everyMs: 1 }],
  ['moderate', { room: 'kitchen', action: 'lock' }],
  ['moderate', { room: 'kitchen', action: 'unlock' }],
];
const right = fc.constantFrom(...SENSIBLE.map(([, payload]) => payload));
const nearlyRight = fc
  .tuple(right, fc.dictionary(key, value, { maxKeys: 3 }))
  .map(([payload, wrong]): unknown => Object.assign(Object.create(null), payload, wrong));

const nonsense: fc.Arbitrary<Step> = fc.record({
  event: fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...EVENTS) },
    fc.constantFrom('messages', 'people', 'bye', 'edit', 'error', '__proto__', 'toString'),
  ),
  payload: fc.oneof({ weight: 3, arbitrary: nearlyRight }, { weight: 2, arbitrary: right }, value),
  asks: fc.boolean(),
});
const sensible = fc
  .tuple(fc.constantFrom(...SENSIBLE), fc.boolean())
  .map(([[event, payload], asks]): Step => ({ event, payload, asks }));
const step = fc.oneof({ weight: 3, arbitrary: nonsense }, { weight: 1, arbitrary: sensible });
const joining: Step = { event: 'join', payload: { room: 'lobby' }, asks: true };
const steps = fc.array(step, { minLength: 1, maxLength: 8 });
const sequence: fc.Arbitrary<Sequence> = fc.record({
  auth: fc.constantFrom(...AUTHS),
  steps: fc.oneof(
    steps,
    steps.map(others => [joining, ...others]),
  ),
});

test(`${SEQUENCES} random sequences of requests harm nobody`, async t => {
  t.diagnostic(`HOSTILE_SEED=${SEED}`);
  const relay = await startRelay(t, { rate: 'off', tokenSecret: SECRET });
  hearAudit(t);
  const reports = t.mock.method(console, 'error', () => {});
  const bystanders = await bystandersIn(relay);
  const granted = new Set<string>();
  for (let done = 0; done < SEQUENCES; done += BATCH) {
    const sequences = fc.sample(sequence, {
      seed: SEED + done,
      numRuns: Math.min(BATCH, SEQUENCES - done),
    });
    await Promise.all(Array.from({ length: AT_A_TIME }, () => playAll(relay.url, sequences, granted)));
    await bystanders.goOn();
  }
  assert.deepEqual(reports.mock.calls, []);
  // Nothing is tested of what nobody was allowed.
  assert.deepEqual(
    EVENTS.filter(event => !granted.has(event)),
    [],
  );
});

/** Plays what nobody else has taken, one sequence after the other, each as a newcomer: only the websocket stays. */
async function playAll(url: string, sequences: Sequence[], granted: Set<string>): Promise<void> {
  const mallory = await RawWebsocket.open(url);
  for (let next = sequences.pop(); next; next = sequences.pop())
    for (const event of await play(mallory, next)) granted.add(event);
  await mallory.end();
}

/** @returns the events that were granted */
async function play(mallory: RawWebsocket, { auth, steps }: Sequence): Promise<string[]> {
  await mallory.enter(auth);
  const packets = steps.map(
    ({ event, payload, asks }, id) => `42${asks ? id : ''}${JSON.stringify([event, payload])}`,
  );
  mallory.sendAll([...packets, '429["history",{}]']);
  const granted: string[] = [];
  for (const [id, { event, asks }] of steps.entries()) {
    const answer = asks ? await mallory.answer(id) : BAD;
    if (!isAnswer(answer)) assert.fail(`${JSON.stringify(answer)} in ${JSON.stringify(steps)}`);
    if (answer.ok) granted.push(event);
  }
  // The connection lives.
  const last = await mallory.answer(9);
  if (!isDeepStrictEqual(last, BAD)) assert.fail(`${JSON.stringify(last)} after ${JSON.stringify(steps)}`);
  await mallory.leave();
  return granted;
}

function isAnswer(answer: unknown): answer is { ok: boolean } {
  const { ok, refusal, retryAfter = 0, suggestion = '', ...rest } = answer as Record<string, unknown>;
  if (ok === true) return true;
  const isRefusal = (REFUSALS as readonly unknown[]).includes(refusal) && Object.keys(rest).length === 0;
  return ok === false && isRefusal && typeof retryAfter === 'number' && typeof suggestion === 'string';
}
