import { ShippedClient } from '../clients/shipped-client.js';
import { secondsOf, until } from '../waiting.js';
import type { Scenario } from './scenario.js';

/** A link on which reading takes long: 50 kB/s, while the room says some MB a second. */
const SLOW_BYTES_PER_SECOND = 50_000;
/** Most that a relay may grow by while ten readers hardly read: what waits for them, and what comes and goes. */
const MAX_GROWTH_MB = 120;
const SLOW_READERS = 10;
const LONG_TEXT = 4000;

export const slowReader: Scenario = {
  name: 'slow-reader',
  fault: 'ten readers who read at 50 kB/s what comes at some MB/s',
  async play(stage) {
    // Pings as in real life: it is not by them that slowness is to be found out.
    const relay = await stage.relay({ env: { CHAT_PING: '25s/20s' } });
    const proxy = await stage.proxy(relay);
    const workload = await stage.people(relay.url, { writers: 6, readers: 3, pauseMs: 2, length: LONG_TEXT });
    const slow = Array.from({ length: SLOW_READERS }, (_, index) => {
      return new ShippedClient(proxy.url, `slow-${index}`);
    });
    stage.after(() => slow.forEach(client => client.close()));
    await until('the slow ones are there', () => slow.every(({ rev }) => rev > 0));
    const before = relay.residentMb;
    proxy.bytesPerSecond = SLOW_BYTES_PER_SECOND;
    workload.start();
    let most = before;
    const watch = setInterval(() => (most = Math.max(most, relay.residentMb)), 100);
    // Who is further behind than 10,000 messages is shown a gap instead of them.
    await workload.hasSent(stage.isLong ? 8000 : 2500, 120_000);
    clearInterval(watch);
    await workload.stop();
    if (workload.everyone.some(({ lostCount }) => lostCount > 0))
      stage.complaints.push('others lost their connection as well');
    if (most - before > MAX_GROWTH_MB)
      stage.complaints.push(`the relay grew by ${(most - before).toFixed(0)} MB`);
    proxy.bytesPerSecond = Infinity;
    const newest = Math.max(...workload.sent.map(({ message }) => message!.seq));
    const recoveredInS = await secondsOf(() =>
      until('the slow ones have caught up', () => slow.every(({ rev }) => rev >= newest), {
        withinMs: 60_000,
      }),
    );
    if (slow.some(({ lostCount }) => lostCount === 0))
      stage.complaints.push('a slow reader kept its connection');
    const note = `the relay grew by ${(most - before).toFixed(0)} MB`;
    return { verdict: await stage.judge(relay, workload, { latecomers: slow }), recoveredInS, note };
  },
};
