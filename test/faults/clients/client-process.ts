import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { ChatClient, Sent } from './chat-client.js';

/** What the process of a reader says of itself. */
export interface Report {
  rev: number;
  /** Present when it was asked for. */
  log?: { told: string[]; shown: string[] };
}

/** A reader in a process of its own, which can be frozen as a laptop that is shut. */
export class ClientProcess implements ChatClient {
  readonly name: string;
  told: string[] = [];
  shown: string[] = [];
  rev = 0;
  readonly lostCount = 0;
  readonly #child: ChildProcess;

  constructor(url: string, name: string) {
    this.name = name;
    const script = new URL('./reader-process.ts', import.meta.url);
    this.#child = fork(script, [url, name], { execArgv: ['--import', 'tsx'] });
    this.#child.on('message', ({ rev, log }: Report) => {
      this.rev = rev;
      Object.assign(this, log);
    });
  }

  freeze(): void {
    this.#child.kill('SIGSTOP');
  }

  thaw(): void {
    this.#child.kill('SIGCONT');
  }

  async refresh(): Promise<void> {
    this.#child.send('log');
    for (;;) {
      const [{ log }] = (await once(this.#child, 'message')) as [Report];
      if (log) return;
    }
  }

  send(): Promise<Sent> {
    throw new TypeError(`${this.name} only reads`);
  }

  close(): void {
    this.#child.kill('SIGKILL');
  }
}
