/** Times up to this are told apart; all longer ones are one. In ms. */
const MAX_MS = 60_000;
const PER_MS = 20;

/** Times in steps of 0.05 ms: a hundred million of them cost no more memory than one. */
export class Histogram {
  readonly #counts = new Uint32Array(MAX_MS * PER_MS + 1);
  #total = 0;
  #max = 0;

  record(ms: number): void {
    this.#total++;
    if (ms > this.#max) this.#max = ms;
    this.#counts[Math.min(Math.floor(ms * PER_MS), MAX_MS * PER_MS)]!++;
  }

  get max(): number {
    return this.#total > 0 ? this.#max : NaN;
  }

  /** What so many percent of the times do not exceed. NaN when there are none. */
  percentile(percent: number): number {
    let rest = Math.ceil((this.#total * percent) / 100);
    if (rest === 0) return NaN;
    const index = this.#counts.findIndex(count => (rest -= count) <= 0);
    // The middle of a step may lie beyond the longest time, which is exact.
    return Math.min((index + 0.5) / PER_MS, this.#max);
  }

  clear(): void {
    this.#counts.fill(0);
    this.#total = this.#max = 0;
  }
}
