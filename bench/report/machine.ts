import { readFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem } from 'node:os';

/** Where, when and with what a run was made. */
export interface Machine {
  date: string;
  isQuick: boolean;
  cores: number;
  processor: string;
  memoryGb: number;
  system: string;
  node: string;
  versions: string[];
  /** Processes that wanted to run before anything was measured, on average over a minute. */
  loadBefore: number;
}

export function describeMachine(isQuick: boolean): Machine {
  return {
    date: new Date().toISOString().slice(0, 10),
    isQuick,
    cores: cpus().length,
    processor: cpus()[0]?.model ?? 'unknown',
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform} ${release()}`,
    node: process.versions.node,
    versions: ['socket.io', 'engine.io', 'ws'].map(name => `${name} ${versionOf(name)}`),
    loadBefore: loadavg()[0] ?? NaN,
  };
}

function versionOf(name: string): string {
  const { version } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')) as {
    version: string;
  };
  return version;
}
