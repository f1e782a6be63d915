import { Refused } from '../protocol/refusals.js';

/** So many per so long on average, and at most `burst` at once. */
export interface Rate {
  count: number;
  perMs: number;
  burst: number;
}

/** Buckets are looked through for full ones when there are this many, and again at every doubling. */
const SWEEP_AT = 1000;

/**
 * Token buckets by key (https://en.wikipedia.org/wiki/Token_bucket): each holds `burst` tokens and regains
 * `count` every `perMs`. Synchronous, so that a check never reorders what it checks.
 */
export class Rates {
  readonly #rate: Rate | undefined;
  readonly #now: () => number;
  /** By key, when its bucket will be full again, in ms. A full bucket needs no entry. */
  readonly #fullAt = new Map<string, number>();
  #sweepAt = SWEEP_AT;

  /** @param rate undefined: no limit. */
  constructor(rate: Rate | undefined, now: () => number = () => performance.now()) {
    this.#rate = rate;
    this.#now = now;
  }

  /** Takes one token. @throws Refused `too-fast`, with the time until the next token. */
  take(key: string): void {
    const waitMs = this.waitMs(key);
    if (waitMs > 0) throw new Refused('too-fast', { retryAfter: waitMs });
    this.spend(key);
  }

  /** How long until there is a token, in whole ms; 0 if there is one. */
  waitMs(key: string): number {
    if (!this.#rate) return 0;
    const now = this.#now();
    const waitMs = this.#fullAfter(1, key, now) - now - this.#rate.burst * this.#tokenMs;
    return Math.max(0, Math.ceil(waitMs - 1e-6));
  }

  /** Takes tokens, whether there are so many or not. */
  spend(key: string, count = 1): void {
    if (!this.#rate) return;
    const now = this.#now();
    this.#fullAt.set(key, this.#fullAfter(count, key, now));
    if (this.#fullAt.size >= this.#sweepAt) this.#sweep(now);
  }

  get #tokenMs(): number {
    return this.#rate!.perMs / this.#rate!.count;
  }

  #fullAfter(count: number, key: string, now: number): number {
    return Math.max(this.#fullAt.get(key) ?? 0, now) + count * this.#tokenMs;
  }

  #sweep(now: number): void {
    for (const [key, fullAt] of this.#fullAt) if (fullAt <= now) this.#fullAt.delete(key);
    this.#sweepAt = Math.max(SWEEP_AT, this.#fullAt.size * 2);
  }
}

/** Counts what is open by key, up to a bound. */
export class Caps {
  readonly max: number;
  readonly #open = new Map<string, number>();

  constructor(max: number) {
    this.max = max;
  }

  count(key: string): number {
    return this.#open.get(key) ?? 0;
  }

  /** Counts one more. @returns whether it is within the bound; either way it must be given back. */
  take(key: string): boolean {
    const open = this.count(key) + 1;
    this.#open.set(key, open);
    return open <= this.max;
  }

  giveBack(key: string): void {
    const open = this.count(key) - 1;
    if (open > 0) this.#open.set(key, open);
    else this.#open.delete(key);
  }
}
