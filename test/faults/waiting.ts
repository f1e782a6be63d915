import { setTimeout as sleep } from 'node:timers/promises';

export { sleep };

/** Looks again and again until something holds. @throws Error that says what did not come about */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  { withinMs = 20_000, everyMs = 10 } = {},
): Promise<void> {
  const end = Date.now() + withinMs;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`Waited ${withinMs / 1000} s in vain: ${what}`);
    await sleep(everyMs);
  }
}

/** Seconds that something takes. */
export async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}
