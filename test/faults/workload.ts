import type { ChatClient, Sent } from './clients/chat-client.js';
import type { Random } from './random.js';
import { sleep, until } from './waiting.js';

/** What a writer wanted to say, and what became of it. Its text names the writer and a number. */
export interface Draft {
  writer: string;
  text: string;
  state: 'pending' | 'sent' | 'failed';
  /** The message that it was acked as. */
  message?: Sent;
  /** How long it took to settle, in ms. */
  tookMs?: number;
  /** What was acked is known to be gone with the database it was in. */
  isForgiven?: true;
}

export interface Pace {
  /** Longest pause of a writer between two messages, in ms. */
  pauseMs?: number;
  /** Length of the texts. */
  length?: number;
}

/** Writers that talk on whatever happens, each one message after the other, and readers that listen. */
export class Workload {
  readonly writers: ChatClient[];
  readonly readers: ChatClient[];
  readonly drafts: Draft[] = [];
  readonly #pace: Required<Pace>;
  readonly #randoms: Random[];
  #counts: number[];
  #talks: Promise<unknown> = Promise.resolve();
  #isTalking = false;

  constructor(people: { writers: ChatClient[]; readers: ChatClient[] }, random: Random, pace: Pace = {}) {
    this.writers = people.writers;
    this.readers = people.readers;
    this.#pace = { pauseMs: 10, length: 40, ...pace };
    this.#randoms = this.writers.map(() => random.fork());
    this.#counts = this.writers.map(() => 0);
  }

  /** Someone more who writes; before the talk begins. */
  addWriter(writer: ChatClient, random: Random): void {
    this.writers.push(writer);
    this.#randoms.push(random);
    this.#counts.push(0);
  }

  get everyone(): ChatClient[] {
    return [...this.writers, ...this.readers];
  }

  get sent(): Draft[] {
    return this.drafts.filter(({ state }) => state === 'sent');
  }

  /** Once so many more messages are sent. */
  async hasSent(count: number, withinMs = 60_000): Promise<void> {
    const before = this.sent.length;
    await until(`${count} messages are sent`, () => this.sent.length >= before + count, { withinMs });
  }

  start(): void {
    this.#isTalking = true;
    this.#talks = Promise.all(this.writers.map((_, index) => this.#talk(index)));
  }

  /** Writers finish their sentence. @throws Error when one is told neither that it is sent nor that it failed */
  async stop(): Promise<void> {
    this.#isTalking = false;
    await until('every message is sent or has failed', () => !this.#hasPending, { withinMs: 70_000 });
    await this.#talks;
  }

  /** Once every writer has sent something that it began after now, and every reader has it. */
  async flows(withinMs = 30_000): Promise<void> {
    const probes = Promise.all(this.writers.map((_, index) => this.#say(index)));
    let newest = Infinity;
    void probes.then(drafts => (newest = Math.max(...drafts.map(({ message }) => message?.seq ?? Infinity))));
    const hasCaughtUp = () => this.everyone.every(client => knows(client, newest, this.writers[0]!.epoch));
    await until('writers and readers are back', hasCaughtUp, { withinMs });
  }

  /** What was acked up to now, but for these, was in a database that an older one will replace. */
  forgiveAllBut(kept: readonly Draft[]): void {
    const isKept = new Set(kept);
    for (const draft of this.sent) if (!isKept.has(draft)) draft.isForgiven = true;
  }

  close(): void {
    this.#isTalking = false;
    for (const client of this.everyone) client.close();
  }

  get #hasPending(): boolean {
    return this.drafts.some(({ state }) => state === 'pending');
  }

  async #talk(index: number): Promise<void> {
    const random = this.#randoms[index]!;
    while (this.#isTalking) {
      await this.#say(index);
      await sleep(random.between(0, this.#pace.pauseMs));
    }
  }

  async #say(index: number): Promise<Draft> {
    const writer = this.writers[index]!;
    const number = (this.#counts[index] = this.#counts[index]! + 1);
    const text = `${writer.name} ${number} `.padEnd(this.#pace.length, '.');
    const draft: Draft = { writer: writer.name, text, state: 'pending' };
    this.drafts.push(draft);
    const began = performance.now();
    try {
      draft.message = await writer.send(text);
      draft.state = 'sent';
    } catch {
      draft.state = 'failed';
    }
    draft.tookMs = performance.now() - began;
    return draft;
  }
}

/** Whether a client knows a life of the log up to a revision. One that has not heard of another life yet does not. */
export function knows(client: ChatClient, rev: number, epoch: string | undefined): boolean {
  return (client.epoch ?? epoch) === epoch && client.rev >= rev;
}
