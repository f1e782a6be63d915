import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { filesUnder } from '../files.mjs';

/** For tests and what they start: TypeScript, in worker threads too. */
const typescript = ['--import', 'tsx', '--import', './test/support/typescript.mjs'];

export interface Count {
  passed: number;
  failed: number;
  skipped: number;
}

export function total(counts: Count[]): Count {
  const sum = (name: keyof Count) => counts.reduce((all, count) => all + count[name], 0);
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
}

let threads: Promise<string> | undefined;

/** What runs in threads of its own, compiled where `test/support/typescript.mjs` looks for it. */
async function compileThreads(): Promise<string> {
  // Of this run's own: another may be reading while it is written.
  const outdir = resolve(`node_modules/.cache/awesome-chat/threads-${process.pid}`);
  process.once('exit', () => rmSync(outdir, { recursive: true, force: true }));
  const entryPoints = filesUnder('server').filter(file => file.endsWith('-worker.ts'));
  await build({
    entryPoints,
    outdir,
    outbase: 'server/store',
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
  });
  return outdir;
}

/** Runs node on a suite whose reporter writes its count to the file that `COUNT_FILE` names, with more of an environment. */
export async function runCounted(args: string[], more: NodeJS.ProcessEnv = {}): Promise<Count> {
  const folder = mkdtempSync(join(tmpdir(), 'awesome-chat-'));
  const file = join(folder, 'count.json');
  try {
    const env = {
      ...process.env,
      COMPILED_THREADS: await (threads ??= compileThreads()),
      ...more,
      COUNT_FILE: file,
    };
    const code = await exitCode(args, env);
    const count = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Count) : undefined;
    return honest(count, code);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A runner that failed without a failed test (a file that does not load, a crash) counts as a failure. */
function honest(count: Count = { passed: 0, failed: 0, skipped: 0 }, code: number): Count {
  return code !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
}

function exitCode(args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const child = spawn(process.execPath, [...typescript, ...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env,
  });
  return new Promise(resolve => child.on('close', code => resolve(code ?? 1)));
}
