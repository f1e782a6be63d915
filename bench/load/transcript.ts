import type { Problems } from './problems.js';

/** A sentence or two, as in a chat. In characters. */
const TEXT_LENGTH = 100;
/** So many of the newest messages are known by their text. A reader further behind than that has lost something. */
const KEPT = 50_000;

/** A frame with messages, understood once: whoever is sent the same bytes at the same place heard the same. */
export interface Passage {
  /** Place of its first message in the room's order. */
  first: number;
  count: number;
  bytes: Buffer;
  writers: number[];
  /** When each was written, by `performance.now`. */
  sentAt: number[];
}

interface Sent {
  writer: number;
  number: number;
  at: number;
}

/**
 * What was said in a room, in the order in which it was heard first; everyone else has to hear the same. The first
 * to hear it is checked too: each text was written, each only once, and those of one writer in their order.
 */
export class Transcript {
  /** How many messages were heard by anyone. */
  length = 0;
  /** How many were written. */
  written = 0;
  readonly #problems: Problems;
  readonly #unheard = new Map<string, Sent>();
  readonly #places = new Map<string, Sent & { place: number }>();
  readonly #passages = new Map<number, Passage>();
  readonly #lastSaid = new Map<number, number>();
  readonly #lastHeard = new Map<number, number>();

  constructor(problems: Problems) {
    this.#problems = problems;
  }

  /** The next text of a writer: who, which, and when. */
  write(writer: number, at = performance.now()): string {
    const number = (this.#lastSaid.get(writer) ?? 0) + 1;
    this.#lastSaid.set(writer, number);
    this.written++;
    const sentAt = (performance.timeOrigin + at).toFixed(3);
    const text = `message ${number} of writer ${writer} at ${sentAt} `.padEnd(TEXT_LENGTH, '.');
    this.#unheard.set(text, { writer, number, at });
    return text;
  }

  /** The frame that was heard from a place on, by whoever heard it first. */
  passageAt(place: number): Passage | undefined {
    return this.#passages.get(place);
  }

  /** Understands the texts of a frame. Undefined: it holds something that must not be. */
  understand(texts: string[], bytes: Buffer): Passage | undefined {
    const found = texts.map(text => this.#find(text));
    const known = found.filter(entry => entry !== undefined);
    const first = known[0]?.place ?? NaN;
    if (known.length < found.length || known.some(({ place }, index) => place !== first + index)) {
      this.#problems.note('a frame with texts that nobody wrote, or in another order', texts[0]);
      return undefined;
    }
    const [writers, sentAt] = [known.map(({ writer }) => writer), known.map(({ at }) => at)];
    const passage = { first, count: known.length, bytes, writers, sentAt };
    if (!this.#passages.has(first)) keep(this.#passages, first, passage);
    return passage;
  }

  #find(text: string): (Sent & { place: number }) | undefined {
    const sent = this.#unheard.get(text);
    if (!sent) return this.#places.get(text);
    this.#unheard.delete(text);
    const { writer, number } = sent;
    const expected = (this.#lastHeard.get(writer) ?? 0) + 1;
    if (number !== expected) this.#problems.note('a writer’s messages in another order', text);
    this.#lastHeard.set(writer, number);
    const entry = { ...sent, place: this.length++ };
    keep(this.#places, text, entry);
    return entry;
  }
}

/** Sets an entry, and lets go of the oldest beyond those that are kept. */
function keep<K, V>(map: Map<K, V>, key: K, value: V): void {
  map.set(key, value);
  if (map.size > KEPT) map.delete(map.keys().next().value!);
}

/** How far one reader has come in a room's transcript. */
export class Reading {
  /** Place of the message that has to come next. */
  next: number;
  readonly #problems: Problems;

  /** @param from place of the first message that is for this reader */
  constructor(from: number, problems: Problems) {
    this.next = from;
    this.#problems = problems;
  }

  /** Hears messages. @returns how many of them are as they have to be */
  hear({ first, count }: Pick<Passage, 'first' | 'count'>): number {
    if (first < this.next) {
      this.#problems.note('a message that came twice, or after later ones', `number ${first}`);
      return 0;
    }
    for (let place = this.next; place < first; place++)
      this.#problems.note('a message that did not come before later ones', `number ${place}`);
    this.next = first + count;
    return count;
  }
}
