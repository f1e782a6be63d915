import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { PlainClient } from './clients/plain-client.js';
import type { Stage } from './stage.js';

const SENDS = 100;

export interface SyncCount {
  /** Messages acked one after the other: each was a commit of its own. */
  acked: number;
  /** How often the relay made sure that the disk has it. */
  syncs: number;
}

/**
 * Counts how often a relay waits for the disk while messages are acked. Nothing else shows durability: a relay
 * that never waits loses nothing by being killed.
 *
 * @throws Error when there is nothing to count with
 */
export async function countSyncs(stage: Stage): Promise<SyncCount> {
  const file = join(await stage.folder(), 'syncs');
  const strace = ['strace', '-c', '-f', '-e', 'trace=fdatasync,fsync', '-o', file];
  const { error, status } = spawnSync('strace', ['-o', file, 'true']);
  if (error ?? status)
    throw new Error('Syncs are counted with strace, which does not work here: install it.');
  const relay = await stage.relay({ under: strace });
  const client = new PlainClient(relay.url, { name: 'writer' });
  stage.after(() => client.close());
  for (let number = 0; number < SENDS; number++) await client.send(`message ${number}`);
  client.close();
  await relay.stop();
  return { acked: SENDS, syncs: callsIn(readFileSync(file, 'utf8')) };
}

/** Columns of strace's summary: share of time, seconds, microseconds per call, calls, errors if any, name. */
function callsIn(summary: string): number {
  const rows = summary.split('\n').map(line => line.trim().split(/\s+/));
  const syncs = rows.filter(columns => /^(fsync|fdatasync)$/.test(columns.at(-1)!));
  return syncs.reduce((sum, columns) => sum + Number(columns[3]), 0);
}
