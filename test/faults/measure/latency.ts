import type { Stage } from '../stage.js';
import { sleep } from '../waiting.js';
import { percentile } from './percentile.js';
import { RawClient } from './raw-client.js';

const READERS = 20;
const ROUNDS = 3;
const MESSAGES = 500;

interface Latencies {
  acks: number[];
  deliveries: number[];
}

/** How long acks and deliveries take with the durable default beside a store that keeps nothing, in turns. */
export async function measureLatency(stage: Stage): Promise<string[]> {
  const durable: Latencies = { acks: [], deliveries: [] };
  const memory: Latencies = { acks: [], deliveries: [] };
  for (let round = 0; round < ROUNDS; round++) {
    await measure(stage, durable);
    await measure(stage, memory, ':memory:');
  }
  return [describe('durable (the default)', durable), describe('sqlite::memory:', memory)];
}

async function measure(stage: Stage, { acks, deliveries }: Latencies, database?: string): Promise<void> {
  const relay = await stage.relay(database ? { database } : {});
  const writer = await RawClient.join(relay.url);
  const readers = await Promise.all(Array.from({ length: READERS }, () => RawClient.join(relay.url)));
  let began = 0;
  for (const reader of readers) reader.onText = () => deliveries.push(performance.now() - began);
  for (let number = 0; number < MESSAGES; number++) {
    began = performance.now();
    await writer.send(`message ${number}`.padEnd(100, '.'));
    acks.push(performance.now() - began);
    await sleep(10);
  }
  for (const client of [writer, ...readers]) client.close();
  await relay.stop();
}

function describe(name: string, { acks, deliveries }: Latencies): string {
  const cells = [acks, deliveries].flatMap(list => [percentile(list, 50), percentile(list, 99)]);
  return `| ${[name, ...cells.map(ms => ms.toFixed(1))].join(' | ')} |`;
}
