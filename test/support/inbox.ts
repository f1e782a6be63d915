/** How long to wait for what must come, in ms. Only ever reached by a test that fails. */
const PATIENCE_MS = 30_000;

/** What came, in order, kept until it is asked for. */
export class Inbox<T> {
  readonly all: T[] = [];
  #taken = 0;
  readonly #waiting: (() => void)[] = [];

  put(item: T): void {
    this.all.push(item);
    for (const wake of this.#waiting.splice(0)) wake();
  }

  /** The next item that was not taken yet. Rejects when none comes. */
  async next(): Promise<T> {
    if (this.#taken >= this.all.length) await this.#arrival();
    return this.all[this.#taken++]!;
  }

  /** The next item for which the condition holds; others before it are passed over. */
  async nextThat(isIt: (item: T) => boolean): Promise<T> {
    for (;;) {
      const item = await this.next();
      if (isIt(item)) return item;
    }
  }

  #arrival(): Promise<void> {
    return new Promise((resolve, reject) => {
      const tooLate = setTimeout(
        () => reject(new Error(`nothing came within ${PATIENCE_MS} ms`)),
        PATIENCE_MS,
      );
      this.#waiting.push(() => {
        clearTimeout(tooLate);
        resolve();
      });
    });
  }
}
