// Watches how long the relay's event loop is held up. Told with SIGUSR2 to begin; says what it saw when it ends.
import { readFileSync, writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

if (isMainThread) watch();

function watch() {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  let worstOwnMs = 0;
  process.on('SIGUSR2', () => {
    delay.enable();
    let before = ownMs();
    setInterval(() => {
      const now = ownMs();
      worstOwnMs = Math.max(worstOwnMs, now - before);
      before = now;
    }, 1).unref();
  });
  process.on('exit', () => {
    const [worstMs, p99Ms] = [delay.max / 1e6, delay.percentile(99) / 1e6];
    writeFileSync(process.env.STALLS_FILE, JSON.stringify({ worstMs, worstOwnMs, p99Ms }));
  });
}

/** How long this thread has run: what it waited for a processor that others had is not in it. */
function ownMs() {
  return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
}
