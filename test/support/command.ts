import { spawn, type ChildProcess } from 'node:child_process';
import type { TestContext } from 'node:test';

export interface Ending {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** The relay's command, running. Gone when the test is over. */
export interface RunningCommand {
  child: ChildProcess;
  /** What it has printed once it listens. Rejects when it ends before. */
  announced: Promise<string>;
  ended: Promise<Ending>;
}

/** Longest that a command may take, in ms: beyond, it hangs. */
const PATIENCE_MS = 30_000;

/** What is run: the sources, or what `npm run build` has made of them. */
const PROGRAMS = {
  sources: ['--import', 'tsx', '--import', './test/support/typescript.mjs', 'server/main.ts'],
  built: ['dist/server/main.js'],
};

interface RunOptions {
  /** Longest that it may take, in ms: beyond, it hangs. */
  patienceMs?: number;
  program?: keyof typeof PROGRAMS;
}

/** Runs the command with these variables and no others of its own. Unless they say so, it keeps nothing. */
export function runCommand(
  t: Pick<TestContext, 'after'>,
  args: string[],
  variables: Record<string, string> = {},
  { patienceMs = PATIENCE_MS, program = 'sources' }: RunOptions = {},
): RunningCommand {
  const others = Object.entries(process.env).filter(
    ([name]) => !/^(CHAT_|PORT$|HOST$|TRUST_|DATABASE_)/.test(name),
  );
  const defaults = { PORT: '0', HOST: '127.0.0.1', DATABASE_URL: 'sqlite::memory:' };
  const env = { ...Object.fromEntries(others), ...defaults, ...variables };
  const child = spawn(process.execPath, [...PROGRAMS[program], ...args], {
    env,
    stdio: 'pipe',
    timeout: patienceMs,
  });
  t.after(() => child.kill('SIGKILL'));
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].on('data', (chunk: Buffer) => (said[name] += chunk.toString()));
  const ended = new Promise<Ending>(resolve => child.once('close', code => resolve({ code, ...said })));
  const announced = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', () => said.stdout.includes('Ctrl-C') && resolve(said.stdout));
    void ended.then(({ stderr }) => reject(new Error(`ended before it listened: ${stderr}`)));
  });
  announced.catch(() => {}); // not every test awaits it
  return { child, announced, ended };
}

/** The address on this machine, out of what was announced. */
export function urlIn(announced: string): string {
  return /http:\/\/\S+/.exec(announced)![0].replace('localhost', '127.0.0.1');
}
