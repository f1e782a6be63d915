import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { REFUSALS } from '../../protocol/refusals.js';
import { bystandersIn } from '../support/bystanders.js';
import { BAD, EVENTS } from '../support/hostile.js';
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
const right = fc.constantFrom<object>(
  { room: 'lobby' },
  { room: 'kitchen', since: { epoch: 'abcdefgh', rev: 1 }, limit: 1 },
  { type: 'userMessage', room: 'lobby', id: 'abcdefghijklmnopqrstuvwx', message: 'hi' },
  { room: 'lobby', epoch: 'abcdefgh', rev: 0 },
  { room: 'lobby', before: 10, limit: 5 },
  { name: 'Mallory' },
  { room: 'lobby', id: 'abcdefghijklmnopqrstuvwx' },
  { room: 'lobby', action: 'ban', person: 'abcdefghijklmnopqrstuv', forMs: 1000 },
  { room: 'lobby', action: 'slow', everyMs: 1 },
);
const nearlyRight = fc
  .tuple(right, fc.dictionary(key, value, { maxKeys: 3 }))
  .map(([payload, wrong]): unknown => Object.assign(Object.create(null), payload, wrong));

const step: fc.Arbitrary<Step> = fc.record({
  event: fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...EVENTS) },
    fc.constantFrom('messages', 'people', 'bye', 'edit', 'error', '__proto__', 'toString'),
  ),
  payload: fc.oneof({ weight: 3, arbitrary: nearlyRight }, { weight: 2, arbitrary: right }, value),
  asks: fc.boolean(),
});
const joining: Step = { event: 'join', payload: { room: 'lobby' }, asks: true };
const steps = fc.array(step, { minLength: 1, maxLength: 8 });
const sequence = fc.oneof(
  steps,
  steps.map(others => [joining, ...others]),
);

test(`${SEQUENCES} random sequences of requests harm nobody`, async t => {
  t.diagnostic(`HOSTILE_SEED=${SEED}`);
  const relay = await startRelay(t, { rate: 'off' });
  const reports = t.mock.method(console, 'error', () => {});
  const bystanders = await bystandersIn(relay);
  for (let done = 0; done < SEQUENCES; done += BATCH) {
    const sequences = fc.sample(sequence, {
      seed: SEED + done,
      numRuns: Math.min(BATCH, SEQUENCES - done),
    });
    await Promise.all(Array.from({ length: AT_A_TIME }, () => playAll(relay.url, sequences)));
    await bystanders.goOn();
  }
  assert.deepEqual(reports.mock.calls, []);
});

/** Plays what nobody else has taken, one sequence after the other, each as a newcomer: only the websocket stays. */
async function playAll(url: string, sequences: Step[][]): Promise<void> {
  const mallory = await RawWebsocket.open(url);
  for (let steps = sequences.pop(); steps; steps = sequences.pop()) await play(mallory, steps);
  await mallory.end();
}

async function play(mallory: RawWebsocket, steps: Step[]): Promise<void> {
  await mallory.enter();
  const packets = steps.map(
    ({ event, payload, asks }, id) => `42${asks ? id : ''}${JSON.stringify([event, payload])}`,
  );
  mallory.sendAll([...packets, '429["history",{}]']);
  for (const [id, { asks }] of steps.entries()) {
    const answer = asks ? await mallory.answer(id) : BAD;
    if (!isAnswer(answer)) assert.fail(`${JSON.stringify(answer)} in ${JSON.stringify(steps)}`);
  }
  // The connection lives.
  const last = await mallory.answer(9);
  if (!isDeepStrictEqual(last, BAD)) assert.fail(`${JSON.stringify(last)} after ${JSON.stringify(steps)}`);
  await mallory.leave();
}

function isAnswer(answer: unknown): boolean {
  const { ok, refusal, ...rest } = answer as Record<string, unknown>;
  if (ok === true) return true;
  return ok === false && Object.keys(rest).length === 0 && (REFUSALS as readonly unknown[]).includes(refusal);
}
