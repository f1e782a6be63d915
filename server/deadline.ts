/** Longest a timer is set for, in ms: it stands still while the machine sleeps, and the clock goes on. */
const LOOK_AGAIN_MS = 60_000;

/** A moment by the clock at which something ends, which can be put off. */
export class Deadline {
  readonly #onEnd: () => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(onEnd: () => void) {
    this.#onEnd = onEnd;
  }

  /** @param at ms since 1970. Undefined: never. */
  set(at: number | undefined): void {
    this.clear();
    if (at === undefined) return;
    const leftMs = at - Date.now();
    if (leftMs <= 0) return this.#onEnd();
    this.#timer = setTimeout(() => this.set(at), Math.min(leftMs, LOOK_AGAIN_MS)).unref();
  }

  clear(): void {
    clearTimeout(this.#timer);
  }
}
