import { cpus, loadavg, totalmem, release } from 'node:os';

/** Where and when a run was made. */
export interface Machine {
  date: string;
  quick: boolean;
  cores: number;
  processor: string;
  memoryGb: number;
  system: string;
  node: string;
  /** Processes that wanted to run before anything was measured, on average over a minute. */
  loadBefore: number;
}

export function describeMachine(quick: boolean): Machine {
  return {
    date: new Date().toISOString().slice(0, 10),
    quick,
    cores: cpus().length,
    processor: cpus()[0]?.model ?? 'unknown',
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform} ${release()}`,
    node: process.versions.node,
    loadBefore: loadavg()[0] ?? NaN,
  };
}
