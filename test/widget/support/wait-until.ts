/** What a busy machine may take for anything that a test waits for. */
const PATIENCE_MS = 30_000;
const LOOK_AGAIN_MS = 20;

/**
 * Until something is so.
 *
 * @param condition looked at again and again; what it throws ends the waiting
 * @param what said where it never came about; by default the condition as it is written
 */
export async function waitUntil(condition: () => unknown, what = String(condition)): Promise<void> {
  const { stack } = new Error();
  const end = performance.now() + PATIENCE_MS;
  while (!condition()) {
    if (performance.now() > end) throw Object.assign(new Error(`Never came about: ${what}`), { stack });
    await new Promise(resolve => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}
