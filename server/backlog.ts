/** So much is done in a row, one for each of those who wait. */
const AT_A_TIME = 8;
/** Then everything else has its turn, in ms: what waits has a fifth of the relay's time at most. */
const REST_MS = 4;

/** Somebody with something to be done that can wait. */
export interface Waiting {
  /** Does the next of it. @returns whether there is more */
  next(): boolean;
}

/** What can wait: however much of it there is, everything else goes on. */
export class Backlog {
  /** Who has waited longest is the first. */
  readonly #waiting = new Set<Waiting>();
  #isAtIt = false;

  /** Somebody has something to be done, who had nothing before. */
  add(waiting: Waiting): void {
    this.#waiting.add(waiting);
    if (this.#isAtIt) return;
    this.#isAtIt = true;
    setImmediate(() => this.#goOn());
  }

  #goOn(): void {
    for (let done = 0; done < AT_A_TIME && this.#waiting.size > 0; done++) {
      const [first] = this.#waiting as Iterable<Waiting>;
      this.#waiting.delete(first!);
      if (first!.next()) this.#waiting.add(first!);
    }
    this.#isAtIt = this.#waiting.size > 0;
    if (this.#isAtIt) setTimeout(() => this.#goOn(), REST_MS).unref();
  }
}
