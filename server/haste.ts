import type { Backlog, Waiting } from './backlog.js';
import { readNoMore, readOn } from './fast-senders.js';

/** How long who was refused as too fast has no precedence any more, in ms. */
const CALM_MS = 1000;
/** Requests that may wait. */
const MAX_WAITING = 200;

/** Whether a connection asks too fast; if so, what it asks waits until the relay has time. */
export class Haste implements Waiting {
  readonly #backlog: Backlog;
  readonly #conn: object;
  readonly #waiting: (() => void)[] = [];
  #until = 0;

  /** @param conn the connection as engine.io knows it */
  constructor(backlog: Backlog, conn: object) {
    this.#backlog = backlog;
    this.#conn = conn;
  }

  /** It was refused as too fast. */
  note(): void {
    this.#until = performance.now() + CALM_MS;
  }

  /** Does what it asks: at once, or after what waits already. @returns whether it may be done at all: too much waits */
  inTurn(ask: () => void, canWait: boolean): boolean {
    if (!canWait && this.#waiting.length === 0 && performance.now() >= this.#until) {
      ask();
      return true;
    }
    if (this.#waiting.length >= MAX_WAITING) return false;
    if (this.#waiting.push(ask) === 1) {
      readNoMore(this.#conn);
      this.#backlog.add(this);
    }
    return true;
  }

  next(): boolean {
    this.#waiting.shift()!();
    if (this.#waiting.length > 0) return true;
    readOn(this.#conn);
    return false;
  }
}
