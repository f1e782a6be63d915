import { secondsOf, sleep } from '../waiting.js';
import type { Scenario } from './scenario.js';

export const kill: Scenario = {
  name: 'kill',
  fault: 'relay killed (`kill -9`) mid-send',
  async play(stage) {
    const times = stage.isLong ? 100 : 10;
    const relay = await stage.relay();
    const proxy = await stage.proxy(relay);
    const workload = await stage.people(proxy.url, { writers: 4, readers: 3 });
    workload.start();
    let recoveredInS = 0;
    for (let time = 0; time < times; time++) {
      await sleep(stage.random.between(50, 400));
      // Every other time for certain between a commit and its ack.
      if (time % 2 === 0) proxy.acks = 'swallow';
      await sleep(stage.random.between(0, 30));
      const seconds = await secondsOf(async () => {
        await relay.kill();
        proxy.acks = 'pass';
        await relay.start();
        await workload.flows();
      });
      recoveredInS = Math.max(recoveredInS, seconds);
    }
    return { verdict: await stage.judge(relay, workload), recoveredInS, note: `${times} kills` };
  },
};
