import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DialectName } from '../load/dialects.js';
import { RECIPES, type Contestant } from './contestant.js';
import { cpuSecondsOf, residentBytesOf } from './system.js';

const WATCHED = ['--expose-gc', '--import', './bench/relays/inside.mjs'];

/** How long a function took itself, without those it called. */
export interface OwnTime {
  url: string;
  functionName: string;
  us: number;
}

/** A relay in a process of its own. What it costs is asked of the operating system. */
export class RelayProcess {
  port = 0;
  readonly name: Contestant;
  readonly #folder = mkdtempSync(join(tmpdir(), 'awesome-chat-bench-'));
  readonly #flags: string[];
  #child: ChildProcess | undefined;
  #said = '';

  /** @param isWatched it can then say how much memory it uses, garbage left out, and what it does */
  constructor(name: Contestant, { isWatched = false } = {}) {
    this.name = name;
    this.#flags = isWatched ? WATCHED : [];
  }

  static async start(name: Contestant, options?: { isWatched: boolean }): Promise<RelayProcess> {
    const relay = new RelayProcess(name, options);
    await relay.start();
    return relay;
  }

  get dialect(): DialectName {
    return RECIPES[this.name].dialect;
  }

  /** Seconds of processor time that it has used in its life, in all its threads. */
  get cpuSeconds(): number {
    return cpuSecondsOf(this.#alive.pid!);
  }

  get residentBytes(): number {
    return residentBytesOf(this.#alive.pid!);
  }

  /** Starts it, on the port and on the database that it had. @throws Error with what it said when it ends instead */
  async start(): Promise<void> {
    const { entry, env } = RECIPES[this.name];
    const child = spawn(process.execPath, [...this.#flags, entry], {
      stdio: ['ignore', 'pipe', 'pipe', ...(this.#flags.length > 0 ? (['ipc'] as const) : [])],
      env: { ...process.env, ...env(this.#folder), PORT: String(this.port) },
    });
    this.#child = child;
    endWithThis(child);
    for (const stream of [child.stdout!, child.stderr!])
      stream.on('data', chunk => (this.#said = (this.#said + chunk).slice(-5000)));
    this.port = await this.#announcedPort(child);
  }

  /** Bytes that its objects take once garbage is collected. */
  async heapBytes(): Promise<number> {
    const usage = (await this.#ask('collect')) as NodeJS.MemoryUsage;
    return usage.heapUsed;
  }

  /** From now on it counts what its main thread does. */
  async startProfile(): Promise<void> {
    await this.#ask('startProfile');
  }

  async endProfile(): Promise<OwnTime[]> {
    return (await this.#ask('endProfile')) as OwnTime[];
  }

  /** At once and without a word, as a crash. It can be started again. */
  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  /** Ends it, and what it has kept. */
  async end(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  get #alive(): ChildProcess {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null)
      throw new Error(`The relay "${this.name}" has ended. ${this.#said}`);
    return child;
  }

  async #ask(question: 'collect' | 'startProfile' | 'endProfile'): Promise<unknown> {
    const answered = once(this.#alive, 'message');
    this.#alive.send(question);
    const [{ answer }] = (await answered) as [{ answer: unknown }];
    return answer;
  }

  async #announcedPort(child: ChildProcess): Promise<number> {
    const ended = once(child, 'exit').then(() => true);
    this.#said = '';
    for (;;) {
      const hasEnded = await Promise.race([ended, once(child.stdout!, 'data').then(() => false)]);
      const port = /http:\/\/[^\s/]+:(\d+)/.exec(this.#said)?.[1];
      if (port) return Number(port);
      if (hasEnded) throw new Error(`The relay "${this.name}" ended before it listened. ${this.#said}`);
    }
  }
}

/** A bench that is stopped leaves no relay behind. */
function endWithThis(child: ChildProcess): void {
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
}
