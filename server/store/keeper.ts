import type { Pruned, RetentionRule, Store } from './store.js';

/** How often what is overdue is looked for, in ms. */
const EVERY_MS = 60_000;

/** Takes from a store what is no longer to be kept: a small batch at a time, so that sends go on in between. */
export class Keeper {
  readonly #store: Pick<Store, 'prune'>;
  readonly #rules: readonly RetentionRule[];
  readonly #onPruned: (pruned: Pruned) => void;
  readonly #report: (error: unknown) => void;
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(
    store: Pick<Store, 'prune'>,
    rules: readonly RetentionRule[],
    { onPruned, report }: { onPruned: (pruned: Pruned) => void; report: (error: unknown) => void },
  ) {
    this.#store = store;
    this.#rules = rules;
    this.#onPruned = onPruned;
    this.#report = report;
  }

  /** Prunes now and from now on. Does nothing when everything is kept. */
  start(): void {
    if (this.#rules.every(keepsAll) || this.#timer) return;
    const next = () => (this.#round = this.#round.then(() => this.#prune()).catch(this.#report));
    this.#timer = setInterval(next, EVERY_MS).unref();
    void next();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#timer);
    await this.#round;
  }

  async #prune(): Promise<void> {
    while (!this.#isClosed) {
      const batch = await this.#store.prune(this.#rules, Date.now());
      for (const pruned of batch) this.#onPruned(pruned);
      if (batch.length === 0) return;
    }
  }
}

function keepsAll({ maxAgeMs, maxCount }: RetentionRule): boolean {
  return maxAgeMs === undefined && maxCount === undefined;
}
