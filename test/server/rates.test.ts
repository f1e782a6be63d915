import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { test } from 'node:test';
import fc from 'fast-check';
import { Refused } from '../../protocol/refusals.js';
import { Admission } from '../../server/admission.js';
import { Caps, Rates, type Rate } from '../../server/rates.js';

/** Rates under a clock that only moves when it is told to. */
function ratesOf(rate: Rate | undefined) {
  const clock = { now: 5 };
  return { clock, rates: new Rates(rate, () => clock.now) };
}

/** How long to wait, in ms; 0 if it was granted. */
function waitFor(take: () => void): number {
  try {
    take();
    return 0;
  } catch (error) {
    assert.ok(error instanceof Refused);
    assert.equal(error.refusal, 'too-fast');
    return error.retryAfter!;
  }
}

test('burst is granted at once, and then one at a time', () => {
  const { clock, rates } = ratesOf({ count: 5, perMs: 5000, burst: 10 });
  const take = () => waitFor(() => rates.take('ada'));
  assert.deepEqual(Array.from({ length: 12 }, take), [...Array<number>(10).fill(0), 1000, 1000]);
  clock.now += 400;
  assert.equal(take(), 600);
  clock.now += 600;
  assert.deepEqual([take(), take()], [0, 1000]);
});

test('what was not used is saved up, to the burst and no further', () => {
  const { clock, rates } = ratesOf({ count: 1, perMs: 1000, burst: 3 });
  const take = () => waitFor(() => rates.take('ada'));
  assert.deepEqual([take(), take(), take(), take()], [0, 0, 0, 1000]);
  clock.now += 2000;
  assert.deepEqual([take(), take(), take()], [0, 0, 1000]);
  clock.now += 3_600_000;
  assert.deepEqual([take(), take(), take(), take()], [0, 0, 0, 1000]);
});

test('being refused costs nothing', () => {
  const { clock, rates } = ratesOf({ count: 1, perMs: 1000, burst: 1 });
  const take = () => waitFor(() => rates.take('ada'));
  take();
  for (let refused = 0; refused < 100; refused++) assert.equal(take(), 1000);
  clock.now += 1000;
  assert.equal(take(), 0);
});

test('keys know nothing of each other', () => {
  const { rates } = ratesOf({ count: 1, perMs: 1000, burst: 1 });
  for (const key of ['ada', 'bob', '', '__proto__', 'constructor']) {
    assert.equal(
      waitFor(() => rates.take(key)),
      0,
      key,
    );
    assert.equal(
      waitFor(() => rates.take(key)),
      1000,
      key,
    );
  }
});

test('without a rate nothing is refused', () => {
  const { rates } = ratesOf(undefined);
  for (let taken = 0; taken < 10_000; taken++) rates.take('ada');
});

test('key that was swept away has not been let off', () => {
  const { clock, rates } = ratesOf({ count: 1, perMs: 1000, burst: 1 });
  rates.take('ada');
  for (let other = 0; other < 5000; other++) rates.take(`guest ${other}`);
  assert.equal(
    waitFor(() => rates.take('ada')),
    1000,
  );
  clock.now += 1000;
  for (let other = 5000; other < 20_000; other++) rates.take(`guest ${other}`);
  assert.equal(
    waitFor(() => rates.take('ada')),
    0,
  );
});

test('whoever waits as long as they are told is granted, and the average is never exceeded', () => {
  const rate = fc.record({
    count: fc.integer({ min: 1, max: 50 }),
    perMs: fc.integer({ min: 1, max: 100_000 }),
    burst: fc.integer({ min: 1, max: 50 }),
  });
  const pauses = fc.array(fc.nat(20_000), { maxLength: 100 });
  fc.assert(
    fc.property(rate, pauses, (rate, pauses) => {
      const { clock, rates } = ratesOf(rate);
      const began = clock.now;
      let granted = 0;
      for (const pause of pauses) {
        clock.now += pause;
        const wait = waitFor(() => rates.take('ada'));
        clock.now += wait;
        if (wait > 0)
          assert.equal(
            waitFor(() => rates.take('ada')),
            0,
          );
        granted++;
      }
      const most = rate.burst + ((clock.now - began) * rate.count) / rate.perMs;
      assert.ok(granted <= most + 1e-3, `${granted} of ${most}`);
    }),
  );
});

test('cap counts what is open, and forgets what was given back', () => {
  const caps = new Caps(2);
  assert.deepEqual(
    [caps.take('a'), caps.take('a'), caps.take('a'), caps.take('b')],
    [true, true, false, true],
  );
  caps.giveBack('a');
  assert.equal(caps.count('a'), 2);
  caps.giveBack('a');
  assert.equal(caps.take('a'), true);
  for (let given = 0; given < 2; given++) caps.giveBack('a');
  assert.equal(caps.count('a'), 0);
});

test('handshakes of one address are four hundred at once, then ten a second', () => {
  const admission = new Admission(true, 0);
  const requestFrom = (remoteAddress: string) =>
    ({ headers: {}, socket: { remoteAddress } }) as unknown as IncomingMessage;
  for (let handshake = 0; handshake < 400; handshake++) admission.check(requestFrom('10.0.0.1'));
  const wait = waitFor(() => admission.check(requestFrom('10.0.0.1')));
  assert.ok(wait > 0 && wait <= 100, `${wait} ms`);
  assert.equal(
    waitFor(() => admission.check(requestFrom('10.0.0.2'))),
    0,
  );
});
