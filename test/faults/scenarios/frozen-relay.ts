import { secondsOf, sleep } from '../waiting.js';
import type { Scenario } from './scenario.js';

const FROZEN_MS = 5000;

export const frozenRelay: Scenario = {
  name: 'frozen-relay',
  fault: 'relay frozen for 5 s (`SIGSTOP`)',
  async play(stage) {
    const times = stage.isLong ? 6 : 1;
    const relay = await stage.relay();
    const workload = await stage.people(relay.url, { writers: 4, readers: 4 });
    workload.start();
    let recoveredInS = 0;
    for (let time = 0; time < times; time++) {
      await sleep(stage.random.between(200, 600));
      relay.freeze();
      await sleep(FROZEN_MS);
      relay.thaw();
      recoveredInS = Math.max(recoveredInS, await secondsOf(() => workload.flows()));
    }
    return { verdict: await stage.judge(relay, workload), recoveredInS, note: `${times} times` };
  },
};
