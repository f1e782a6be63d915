// Loaded before a relay whose memory is measured: collects garbage when asked, and says what is left.
import { isMainThread } from 'node:worker_threads';

if (isMainThread && process.channel) answer();

function answer() {
  process.on('message', () => {
    globalThis.gc();
    process.send(process.memoryUsage());
  });
  // A relay that has been told to stop must not stay for this.
  process.channel.unref();
}
