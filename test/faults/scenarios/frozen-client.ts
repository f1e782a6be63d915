import { ClientProcess } from '../clients/client-process.js';
import { secondsOf, until } from '../waiting.js';
import type { Scenario } from './scenario.js';

const MISSED = 5000;

export const frozenClient: Scenario = {
  name: 'frozen-client',
  fault: 'client frozen past the ping timeout while 5,000 messages pass',
  async play(stage) {
    const relay = await stage.relay();
    const frozen = new ClientProcess(relay.url, 'frozen');
    stage.after(() => frozen.close());
    const workload = await stage.people(relay.url, { writers: 8, readers: 1, pauseMs: 0 });
    await until('the one to be frozen is there', () => frozen.rev > 0);
    frozen.freeze();
    workload.start();
    await workload.hasSent(MISSED);
    await workload.stop();
    const newest = Math.max(...workload.sent.map(({ message }) => message!.seq));
    const recoveredInS = await secondsOf(async () => {
      frozen.thaw();
      await until('the frozen one has caught up', () => frozen.rev >= newest);
    });
    const verdict = await stage.judge(relay, workload, { latecomers: [frozen] });
    return { verdict, recoveredInS };
  },
};
