import { ShippedClient } from '../clients/shipped-client.js';
import { secondsOf, sleep, until } from '../waiting.js';
import type { Scenario } from './scenario.js';

const CLIENTS = 1000;
/** All of them share a processor or two with the relay. */
const MAX_RECOVERY_MS = 60_000;

export const storm: Scenario = {
  name: 'storm',
  fault: '1,000 clients come back at once',
  async play(stage) {
    const times = stage.isLong ? 5 : 1;
    const relay = await stage.relay({ env: { CHAT_PING: '5s/5s' } });
    const workload = await stage.people(relay.url, { writers: 2, readers: 2, pauseMs: 200 });
    const crowd = Array.from({ length: CLIENTS }, (_, index) => {
      return new ShippedClient(relay.url, `crowd-${index}`);
    });
    stage.after(() => crowd.forEach(client => client.close()));
    const isBack = (newest: number) => () => crowd.every(({ rev }) => rev >= newest);
    await until('all are there', isBack(1), { withinMs: 30_000 });
    workload.start();
    let recoveredInS = 0;
    for (let time = 0; time < times; time++) {
      await sleep(1000);
      await relay.kill();
      await relay.start();
      const seconds = await secondsOf(async () => {
        await workload.flows(MAX_RECOVERY_MS);
        const newest = Math.max(...workload.sent.map(({ message }) => message!.seq));
        await until('all are back', isBack(newest), { withinMs: MAX_RECOVERY_MS });
      });
      recoveredInS = Math.max(recoveredInS, seconds);
    }
    const verdict = await stage.judge(relay, workload, { latecomers: crowd });
    return { verdict, recoveredInS, note: `${times} times` };
  },
};
