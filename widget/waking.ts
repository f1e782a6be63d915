const WAKING_EVENTS = ['online', 'pageshow', 'visibilitychange'];
const TICK_MS = 10_000;
/** Later than any timer of a page in use: the machine was asleep. Hidden pages are woken once a minute, and not heard. */
const SLEEP_MS = 30_000;

/**
 * Calls when the page or the machine may have been asleep or without a network, and is in use again.
 *
 * @returns ends it
 */
export function watchWaking(wake: () => void): () => void {
  // Elsewhere than on a page only a sleep can be noticed.
  const page = globalThis.document as Document | undefined;
  const handle = () => page?.hidden || wake();
  let last = Date.now();
  const clock = setInterval(() => {
    const isLate = Date.now() - last > SLEEP_MS;
    last = Date.now();
    if (isLate) handle();
  }, TICK_MS);
  for (const event of WAKING_EVENTS) globalThis.addEventListener?.(event, handle, true);
  return () => {
    clearInterval(clock);
    for (const event of WAKING_EVENTS) globalThis.removeEventListener?.(event, handle, true);
  };
}
