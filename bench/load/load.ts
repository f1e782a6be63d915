import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Commands } from './commands.js';
import type { Order, Report } from './generator.js';

/** A generator in a process of its own. */
export class Load {
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  #orders = 0;

  constructor() {
    this.#child = fork('bench/load/generator.ts', { execArgv: ['--import', 'tsx'] });
    this.#ended = once(this.#child, 'exit');
  }

  /** @throws Error what went wrong with the load itself */
  async tell<C extends keyof Commands>(
    command: C,
    argument: Parameters<Commands[C]>[0],
  ): Promise<Awaited<ReturnType<Commands[C]>>> {
    const number = ++this.#orders;
    this.#child.send({ number, command, argument } satisfies Order);
    const ended = this.#ended.then((): Report => ({ number, error: 'The generator has ended.' }));
    const { value, error } = await Promise.race([this.#reportOf(number), ended]);
    if (error !== undefined) throw new Error(error);
    return value as Awaited<ReturnType<Commands[C]>>;
  }

  async end(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
  }

  #reportOf(number: number): Promise<Report> {
    return new Promise(resolve => {
      const listen = (report: Report) => {
        if (report.number !== number) return;
        this.#child.off('message', listen);
        resolve(report);
      };
      this.#child.on('message', listen);
    });
  }
}
