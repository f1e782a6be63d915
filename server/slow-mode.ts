import { Refused } from '../protocol/refusals.js';
import { Rates } from './rates.js';

/** Paces that are kept count of at a time. Moderators may set others all day. */
const MAX_PACES = 100;

/** So many guests of one address, who have never written, say their first word within one wait. */
const NEWCOMERS = 5;

/** Rooms in which each person waits between two messages. */
export class SlowMode {
  /** By how long one waits, in ms, who has said something where. */
  readonly #rates = new Map<string, Rates>();

  /**
   * @param slowMs how long one waits
   * @param from the address of a guest who has never written: some of them from there at a time
   * @throws Refused `slow-mode` to who has said something just now, with the time until the next
   * @returns takes note that they have said something
   */
  pace(room: string, personId: string, slowMs: number, from?: string): () => void {
    const paces: [rates: Rates, key: string][] = [[this.#ratesOf(slowMs, 1), `${room}\0${personId}`]];
    if (from !== undefined) paces.push([this.#ratesOf(slowMs, NEWCOMERS), `${room}\0${from}`]);
    const retryAfter = Math.max(...paces.map(([rates, key]) => rates.waitMs(key)));
    if (retryAfter > 0) throw new Refused('slow-mode', { retryAfter });
    return () => paces.forEach(([rates, key]) => rates.spend(key));
  }

  #ratesOf(slowMs: number, count: number): Rates {
    const key = `${slowMs} ${count}`;
    const rates = this.#rates.get(key) ?? new Rates({ count, perMs: slowMs, burst: count });
    this.#rates.set(key, rates);
    if (this.#rates.size > MAX_PACES) this.#rates.delete(this.#rates.keys().next().value!);
    return rates;
  }
}
