import { Refused } from '../protocol/refusals.js';
import { Rates } from './rates.js';

/** Rooms in which each person waits between two messages. */
export class SlowMode {
  readonly #rates = new Map<number, Rates>();

  /** Counts a message of someone. @throws Refused `slow-mode`, with the time until the next */
  take(room: string, personId: string, slowMs: number): void {
    const rates = this.#rates.get(slowMs) ?? new Rates({ count: 1, perMs: slowMs, burst: 1 });
    this.#rates.set(slowMs, rates);
    try {
      rates.take(`${room}\0${personId}`);
    } catch (error) {
      throw error instanceof Refused ? new Refused('slow-mode', error) : error;
    }
  }
}
