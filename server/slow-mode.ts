import { Refused } from '../protocol/refusals.js';
import { Rates } from './rates.js';

/** Paces that are kept count of at a time. Moderators may set others all day. */
const MAX_PACES = 100;

/** Rooms in which each person waits between two messages. */
export class SlowMode {
  /** By how long one waits, in ms, who has said something where. */
  readonly #rates = new Map<number, Rates>();

  /**
   * @param slowMs how long one waits
   * @throws Refused `slow-mode` to who has said something just now, with the time until the next
   * @returns takes note that they have said something
   */
  pace(room: string, personId: string, slowMs: number): () => void {
    const rates = this.#ratesOf(slowMs);
    const key = `${room}\0${personId}`;
    const retryAfter = rates.waitMs(key);
    if (retryAfter > 0) throw new Refused('slow-mode', { retryAfter });
    return () => rates.spend(key);
  }

  #ratesOf(slowMs: number): Rates {
    const rates = this.#rates.get(slowMs) ?? new Rates({ count: 1, perMs: slowMs, burst: 1 });
    this.#rates.set(slowMs, rates);
    if (this.#rates.size > MAX_PACES) this.#rates.delete(this.#rates.keys().next().value!);
    return rates;
  }
}
