import { secondsOf, sleep } from '../waiting.js';
import type { Scenario } from './scenario.js';

export const flapping: Scenario = {
  name: 'flapping',
  fault: 'flapping link: half of the connections cut, again and again',
  async play(stage) {
    const times = stage.isLong ? 60 : 12;
    const relay = await stage.relay();
    const proxy = await stage.proxy(relay);
    const workload = await stage.people(proxy.url, { writers: 4, readers: 4 });
    workload.start();
    for (let time = 0; time < times; time++) {
      proxy.refuses = time % 3 === 0;
      proxy.cut(() => stage.random.between(0, 1) < 0.5);
      await sleep(stage.random.between(50, 600));
    }
    proxy.refuses = false;
    proxy.cut();
    const recoveredInS = await secondsOf(() => workload.flows());
    return { verdict: await stage.judge(relay, workload), recoveredInS, note: `${times} cuts` };
  },
};
