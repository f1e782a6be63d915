import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { REFUSALS } from '../../protocol/refusals.js';
import { bystandersIn } from '../support/bystanders.js';
import { RawWebsocket } from '../support/raw.js';
import { startRelay } from '../support/relay.js';

// Requests that nobody would make, in sequences that nobody would think of. One that failed is repeated by
// HOSTILE_SEED=… node --import tsx --test test/server/hostile-random.test.ts

const SEED = Number(process.env['HOSTILE_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const SEQUENCES = Number(process.env['HOSTILE_SEQUENCES'] ?? 2000);
/** Sequences at a time, between two looks at the bystanders. */
const BATCH = 50;

const EVENTS = [
  'join',
  'message',
  'since',
  'history',
  'leave',
  'typing',
  'rename',
  'renew',
  'remove',
  'moderate',
];

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
  const sequences = fc.sample(sequence, { seed: SEED, numRuns: SEQUENCES });
  while (sequences.length > 0) {
    await Promise.all(sequences.splice(0, BATCH).map(steps => play(relay.url, steps)));
    await bystanders.goOn();
  }
  assert.deepEqual(reports.mock.calls, []);
});

async function play(url: string, steps: Step[]): Promise<void> {
  const mallory = await RawWebsocket.connect(url);
  for (const [id, { event, payload, asks }] of steps.entries())
    mallory.send(`42${asks ? id : ''}${JSON.stringify([event, payload])}`);
  mallory.send('429["history",{}]');
  for (const [id, { asks }] of steps.entries()) if (asks) assertAnswer(await mallory.answer(id), steps);
  // The connection lives.
  assert.deepEqual(await mallory.answer(9), { ok: false, refusal: 'bad-request' }, JSON.stringify(steps));
  await mallory.end();
}

function assertAnswer(answer: unknown, steps: Step[]): void {
  const { ok, refusal, ...rest } = answer as Record<string, unknown>;
  if (ok === true) return;
  assert.deepEqual([ok, rest], [false, {}], JSON.stringify(steps));
  assert.ok((REFUSALS as readonly unknown[]).includes(refusal), JSON.stringify(steps));
}
