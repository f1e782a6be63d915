import { ShippedClient } from '../clients/shipped-client.js';
import { sleep, until } from '../waiting.js';
import type { Scenario } from './scenario.js';

/** How many messages a newcomer stays for. */
const STAY = 30;

export const joinRace: Scenario = {
  name: 'join-race',
  fault: 'people come in while 500 messages a second are written',
  async play(stage) {
    const joins = stage.isLong ? 1000 : 150;
    const relay = await stage.relay();
    const workload = await stage.people(relay.url, { writers: 20, readers: 1, pauseMs: 50 });
    workload.start();
    const began = performance.now();
    const newcomers: ShippedClient[] = [];
    const stays: Promise<void>[] = [];
    for (let join = 0; join < joins; join++) {
      const newcomer = new ShippedClient(relay.url, `newcomer-${join}`);
      newcomers.push(newcomer);
      stays.push(stayAWhile(newcomer));
      await sleep(stage.random.between(0, 40));
    }
    await Promise.all(stays);
    const rate = (workload.sent.length / (performance.now() - began)) * 1000;
    const verdict = await stage.judge(relay, workload, { latecomers: newcomers });
    return { verdict, recoveredInS: 0, note: `${joins} joins, ${rate.toFixed(0)} messages/s` };
  },
};

async function stayAWhile(newcomer: ShippedClient): Promise<void> {
  await until('a newcomer is in', () => newcomer.rev > 0);
  const first = newcomer.rev;
  await until('a newcomer hears what is said', () => newcomer.rev >= first + STAY);
  newcomer.leave();
}
