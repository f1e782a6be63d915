import { secondsOf, sleep } from '../waiting.js';
import type { Scenario } from './scenario.js';

export const halfOpen: Scenario = {
  name: 'half-open',
  fault: 'half-open link: nothing is carried, and nobody is told',
  async play(stage) {
    const times = stage.isLong ? 20 : 4;
    const relay = await stage.relay();
    const proxy = await stage.proxy(relay);
    const workload = await stage.people(proxy.url, { writers: 4, readers: 4 });
    workload.start();
    let recoveredInS = 0;
    for (let time = 0; time < times; time++) {
      await sleep(stage.random.between(100, 600));
      proxy.halfOpen();
      recoveredInS = Math.max(recoveredInS, await secondsOf(() => workload.flows()));
    }
    return { verdict: await stage.judge(relay, workload), recoveredInS, note: `${times} times` };
  },
};
