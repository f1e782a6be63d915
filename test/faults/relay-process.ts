import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { freePort } from '../support/free-port.js';

export interface RelaySettings {
  /** The database's file, or `:memory:`. */
  database: string;
  /** Further environment. */
  env?: NodeJS.ProcessEnv;
  /** Modules that node loads first: what breaks the relay, or measures it. */
  preloads?: string[];
  /** What to run the relay under, such as a tracer, with its arguments. */
  under?: string[];
  uid?: number;
}

const ENTRY = 'dist/server/main.js';
/** Quick pings, so that a dead link shows within a second; and no limits, as all come from one address. */
const FAST = { CHAT_RATE: 'off', CHAT_PING: '300ms/200ms', HOST: '127.0.0.1', CHAT_NOTICES: '0' };

/** A relay in a process of its own: the built one, as people run it. It can be killed and started again. */
export class RelayProcess {
  /** All that it has said on standard error, in all its lives. */
  errors = '';
  port = 0;
  readonly #settings: RelaySettings;
  #child: ChildProcess | undefined;

  constructor(settings: RelaySettings) {
    this.#settings = settings;
  }

  get database(): string {
    return this.#settings.database;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/`;
  }

  /** The process id of node itself, whatever it runs under. */
  get pid(): number {
    const { pid } = this.#child!;
    if (!this.#settings.under) return pid!;
    const [inner] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
    if (!inner) throw new Error('The relay has ended, and what it ran under has not.');
    return Number(inner);
  }

  get isAlive(): boolean {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Resident memory in MB. */
  get residentMb(): number {
    const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${this.pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes) / 1024;
  }

  /** Starts it, on the port that it had. @throws Error with what it said when it ends instead */
  async start(): Promise<void> {
    this.port ||= await freePort();
    const { database, env, preloads = [], under = [], uid } = this.#settings;
    const imports = preloads.flatMap(file => ['--import', file]);
    const [command, ...args] = [...under, process.execPath, ...imports, ENTRY];
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...FAST, PORT: String(this.port), DATABASE_URL: `sqlite:${database}`, ...env },
      ...(uid !== undefined && { uid, gid: uid }),
    });
    this.#child = child;
    child.stderr.on('data', chunk => (this.errors = (this.errors + chunk).slice(-20_000)));
    await untilListening(child, () => this.errors);
  }

  /** As the system does it when memory is short: at once, without a word. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  freeze(): void {
    process.kill(this.pid, 'SIGSTOP');
  }

  thaw(): void {
    process.kill(this.pid, 'SIGCONT');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    if (!this.isAlive) return;
    const ended = once(this.#child!, 'exit');
    process.kill(this.pid, signal);
    await ended;
  }
}

async function untilListening(child: ChildProcess, errors: () => string): Promise<void> {
  let output = '';
  for await (const chunk of child.stdout!.iterator({ destroyOnReturn: false })) {
    output += String(chunk);
    if (!/http:\/\/[^\s/]+:\d+/.test(output)) continue;
    child.stdout!.resume();
    return;
  }
  throw new Error(`The relay ended before it listened. ${errors()}`);
}
