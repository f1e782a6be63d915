import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { filesUnder } from '../files.mjs';
import { startRelayProcess } from '../relay-process.js';

const settleMs = 1000;

/** Not the core: imported only where a relay is told to. */
const extras = /^server\/(bus\/|metrics|demo|store\/postgres)/;

/** Lines of the relay that are neither blank nor comment. */
export function relayLines(): number {
  const files = [...filesUnder('server')].filter(file => file.endsWith('.ts') && !extras.test(file));
  const lines = files.flatMap(file => readFileSync(file, 'utf8').split('\n'));
  return lines.filter(line => !/^\s*(\/\/|\/\*|\*|$)/.test(line)).length;
}

/** From starting the process until it answers, in ms: the median of five. */
export async function coldStartMs(): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < 5; run++) {
    const began = performance.now();
    const relay = await startRelayProcess();
    times.push(performance.now() - began);
    await relay.stop();
  }
  return Math.round(times.sort((a, b) => a - b)[2] ?? NaN);
}

/** Memory of a relay that nobody has connected to, in MB. */
export async function idleMegabytes(): Promise<number> {
  const relay = await startRelayProcess();
  await wait(settleMs);
  const kilobytes = Number(execFileSync('ps', ['-o', 'rss=', '-p', String(relay.child.pid)]).toString());
  await relay.stop();
  return Math.round((kilobytes * 1024) / 1e6);
}
