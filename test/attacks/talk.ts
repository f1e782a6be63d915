import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { percentile } from '../faults/measure/percentile.js';
import { Client, newId } from '../support/client.js';

/** They are two in each room, and each from an address of their own. */
const TALKERS = 120;
/** What all of them say a second: each less than one may. */
const PER_SECOND = 100;
const TICK_MS = 5;
/** How long what was said last may take to be heard, in ms. */
const GRACE_MS = 5000;

/** Many who talk on, whatever happens, and how long it takes until they are heard. */
export class Talk {
  readonly #talkers: Client[];
  readonly #saidAt = new Map<string, number>();
  #took: number[] = [];
  #turn = 0;

  static async begin(t: TestContext, url: string): Promise<Talk> {
    const talkers: Client[] = [];
    t.after(() => talkers.forEach(talker => talker.close()));
    for (let number = 0; number < TALKERS; number++) {
      const io = { extraHeaders: { 'X-Forwarded-For': `203.0.113.${number}` } };
      const talker = await Client.connect(url, { io });
      talkers.push(talker);
      await talker.join(`talk-${Math.floor(number / 2)}`);
    }
    return new Talk(talkers);
  }

  private constructor(talkers: Client[]) {
    this.#talkers = talkers;
    for (const { socket, joined } of talkers) {
      socket.on('messages', ({ messages }) => {
        for (const { message, from } of messages) if (from.id !== joined.you.id) this.#hear(message);
      });
    }
  }

  /** They talk for so long. @returns within what time 99 of 100 messages were heard, in ms */
  async goOn(ms: number): Promise<number> {
    this.#took = [];
    const began = performance.now();
    for (let said = 0, elapsed = 0; elapsed < ms; elapsed = performance.now() - began) {
      for (; said < (elapsed / 1000) * PER_SECOND; said++) this.#say();
      await sleep(TICK_MS);
    }
    const end = performance.now() + GRACE_MS;
    while (this.#saidAt.size > 0 && performance.now() < end) await sleep(TICK_MS);
    if (this.#saidAt.size > 0) throw new Error(`${this.#saidAt.size} messages were not heard`);
    return percentile(this.#took, 99);
  }

  #say(): void {
    const { socket, joined } = this.#talkers[this.#turn++ % TALKERS]!;
    const [id, message] = [newId(), newId()];
    this.#saidAt.set(message, performance.now());
    socket.emit('message', { type: 'userMessage', room: joined.room, id, message }, () => {});
  }

  #hear(message: string): void {
    this.#took.push(performance.now() - this.#saidAt.get(message)!);
    this.#saidAt.delete(message);
  }
}
