import type { Dialect, Door } from './dialects.js';
import type { Tally } from './tally.js';
import { Reading, type Passage, type Transcript } from './transcript.js';
import { Wire } from './wire.js';

export interface Place extends Door {
  port: number;
  dialect: Dialect;
  transcript: Transcript;
  tally: Tally;
}

/** One connection in one room: hears everything, and checks it. */
export class Person {
  readonly number: number;
  /** How many messages of the past came on entering. */
  history = 0;
  /** Called with each message of one's own that is heard. */
  onOwn: (() => void) | undefined;
  readonly entered: Promise<void>;
  readonly #place: Place;
  readonly #wire: Wire;
  #reading: Reading | undefined;
  #said = 0;
  #settle!: { in: () => void; out: (error: Error) => void };

  constructor(number: number, place: Place) {
    this.number = number;
    this.#place = place;
    this.entered = new Promise((resolve, reject) => (this.#settle = { in: resolve, out: reject }));
    this.#wire = new Wire(place.port, place.dialect.path(place.room), {
      opened: () => place.dialect.isOpenIn && this.#enter(),
      heard: (bytes, start, end) => this.#hear(bytes, start, end),
      closed: why => this.#fail(why),
    });
  }

  /** Whether everything that anyone has heard was heard here too. */
  get isComplete(): boolean {
    return this.#reading?.next === this.#place.transcript.length;
  }

  /** How many messages others have heard, and this one not. */
  get missing(): number {
    return this.#place.transcript.length - (this.#reading?.next ?? 0);
  }

  say(): void {
    const { dialect, transcript, room } = this.#place;
    this.#wire.say(dialect.say(transcript.write(this.number), room, this.#said++));
  }

  cut(): void {
    this.#wire.cut();
  }

  #enter(): void {
    const { transcript, tally } = this.#place;
    this.#reading = new Reading(transcript.length, tally.problems);
    this.#settle.in();
  }

  #fail(why: string): void {
    if (this.#reading) this.#place.tally.problems.note('a connection that ended', why);
    this.#settle.out(new Error(why));
  }

  #hear(bytes: Buffer, start: number, end: number): void {
    if (!this.#reading) return this.#step(bytes.toString('latin1', start, end));
    const known = this.#place.transcript.passageAt(this.#reading.next);
    if (known && known.bytes.compare(bytes, start, end) === 0) this.#take(this.#reading, known);
    else this.#read(this.#reading, bytes.subarray(start, end));
  }

  #step(heard: string): void {
    const { dialect, room, history } = this.#place;
    const step = dialect.enter(heard, { room, history });
    if (step.failure) return this.#fail(step.failure);
    if (step.answer) this.#wire.say(step.answer);
    this.history = step.history ?? 0;
    if (step.isIn) this.#enter();
  }

  #read(reading: Reading, bytes: Buffer): void {
    const { dialect, transcript, tally } = this.#place;
    const { texts, answer, failure } = dialect.read(bytes.toString());
    if (answer) this.#wire.say(answer);
    if (failure) tally.problems.note('a refusal', failure);
    const passage = texts && transcript.understand(texts, Buffer.from(bytes));
    if (passage) this.#take(reading, passage);
  }

  #take(reading: Reading, passage: Passage): void {
    this.#place.tally.count(reading.hear(passage), passage.sentAt);
    if (!this.onOwn) return;
    for (const writer of passage.writers) if (writer === this.number) this.onOwn();
  }
}
