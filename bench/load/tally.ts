import { Histogram } from './histogram.js';
import { Problems } from './problems.js';

/** What is counted over all people of a crowd. */
export class Tally {
  readonly problems = new Problems();
  readonly latencies = new Histogram();
  /** Messages that were heard as they have to be, once for each who heard them. */
  deliveries = 0;

  count(deliveries: number, sentAt: readonly number[]): void {
    this.deliveries += deliveries;
    const now = performance.now();
    for (const at of sentAt) this.latencies.record(now - at);
  }

  clear(): void {
    this.deliveries = 0;
    this.latencies.clear();
  }
}
