import { secondsOf, sleep } from '../waiting.js';
import type { Scenario } from './scenario.js';

export const ackLost: Scenario = {
  name: 'ack-lost',
  fault: 'ack lost after the commit, and its connection with it',
  async play(stage) {
    const relay = await stage.relay();
    const proxy = await stage.proxy(relay);
    const workload = await stage.people(proxy.url, { writers: 4, readers: 3 });
    workload.start();
    proxy.acks = 'cut';
    await sleep(stage.isLong ? 60_000 : 8000);
    proxy.acks = 'pass';
    const recoveredInS = await secondsOf(() => workload.flows());
    const verdict = await stage.judge(relay, workload);
    if (proxy.swallowedCount === 0) verdict.problems.push('no ack was swallowed');
    return { verdict, recoveredInS, note: `${proxy.swallowedCount} acks swallowed` };
  },
};
