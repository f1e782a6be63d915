import { Rates } from './rates.js';

/** Rooms in which each person waits between two messages. */
export class SlowMode {
  readonly #rates = new Map<number, Rates>();

  /** Counts a message of someone. @throws Refused `too-fast`, with the time until the next */
  take(room: string, personId: string, slowMs: number): void {
    const rates = this.#rates.get(slowMs) ?? new Rates({ count: 1, perMs: slowMs, burst: 1 });
    this.#rates.set(slowMs, rates);
    rates.take(`${room}\0${personId}`);
  }
}
