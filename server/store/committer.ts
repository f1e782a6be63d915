import { Refused } from '../../protocol/refusals.js';
import type { Draft, Store, Stored } from './store.js';
import { explainTrouble } from './trouble.js';

/** Drafts that may wait for the commit before them. At 20,000 a second this is half a second's. */
const MAX_WAITING = 10_000;
const BUSY_RETRY_MS = 1000;
/** When to try again what the store could not keep, in ms. */
const UNAVAILABLE_RETRY_MS = 3000;

interface Waiting {
  draft: Draft;
  resolve: (stored: Stored) => void;
  reject: (refused: Refused) => void;
}

/**
 * Takes drafts to the store, in their order: one commit is in flight, and what comes meanwhile is the next one.
 * So the load itself makes the batches, and nothing waits for a clock.
 */
export class Committer {
  readonly #store: Pick<Store, 'append'>;
  readonly #say: (sentence: string) => void;
  #waiting: Waiting[] = [];
  #committing: Promise<void> | undefined;
  #isFailing = false;

  /** @param say hears when messages can no longer be kept, and when they can again. */
  constructor(store: Pick<Store, 'append'>, say: (sentence: string) => void) {
    this.#store = store;
    this.#say = say;
  }

  /** @throws Refused `busy` when too much is waiting; `unavailable` when the store could not keep it. */
  commit(draft: Draft): Promise<Stored> {
    if (this.#waiting.length >= MAX_WAITING) throw new Refused('busy', { retryAfter: BUSY_RETRY_MS });
    return new Promise((resolve, reject) => {
      this.#waiting.push({ draft, resolve, reject });
      this.#committing ??= this.#commitAll();
    });
  }

  /** Once nothing is waiting any more. */
  async settled(): Promise<void> {
    await this.#committing;
  }

  async #commitAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      await this.#commitBatch(batch);
    }
    this.#committing = undefined;
  }

  async #commitBatch(batch: Waiting[]): Promise<void> {
    try {
      const stored = await this.#store.append(batch.map(({ draft }) => draft));
      if (this.#isFailing) this.#say('The database keeps messages again.');
      this.#isFailing = false;
      for (const [index, { resolve }] of batch.entries()) resolve(stored[index]!);
    } catch (error) {
      if (!this.#isFailing) this.#say(explainTrouble(error));
      this.#isFailing = true;
      const refused = new Refused('unavailable', { retryAfter: UNAVAILABLE_RETRY_MS });
      for (const { reject } of batch) reject(refused);
    }
  }
}
