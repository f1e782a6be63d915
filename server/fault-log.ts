/** Tells whoever runs the relay what should not happen, and did. Visitors get a word. */
export class FaultLog {
  #hasEnded = false;

  readonly report = (error: unknown): void => {
    if (!this.#hasEnded) console.error(error);
  };

  /** The relay is closed: who was on the way in asks in vain, and nobody waits for the answer. */
  readonly end = (): void => {
    this.#hasEnded = true;
  };
}
