import { performance } from 'node:perf_hooks';

/** What this process takes, from now on: the relay is judged only where it, and not its load, was the limit. */
export class Effort {
  readonly #cpu = process.cpuUsage();
  readonly #loop = performance.eventLoopUtilization();
  readonly #began = performance.now();

  get seconds(): number {
    return (performance.now() - this.#began) / 1000;
  }

  get generator(): { cores: number; utilization: number } {
    const { user, system } = process.cpuUsage(this.#cpu);
    const { utilization } = performance.eventLoopUtilization(this.#loop);
    return { cores: (user + system) / 1e6 / this.seconds, utilization };
  }
}
