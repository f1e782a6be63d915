import type { Person, UserMessage } from '../protocol/messages.js';
import type { Replica } from '../protocol/replica.js';

/** Who came, went, or changed their name: folded into one line until the next message. */
export interface Comings {
  joined: Person[];
  left: Person[];
  renamed: { was: Person; person: Person }[];
}

/** One row of the log. */
export interface Entry {
  message?: UserMessage;
  comings?: Comings;
  /** A line from the relay. */
  line?: string;
  /** First of its day: a date stands before it. */
  opensDay?: boolean;
  /** First of its author for a while: name and time stand before it. */
  opensGroup?: boolean;
  /** Messages before it are missing for good. */
  followsGap?: boolean;
  /** First of those that the reader has not seen. */
  opensNew?: boolean;
}

/** Some rows that are rendered together, and only when their version has changed. */
export interface Chunk {
  entries: Entry[];
  version: number;
}

/** What somebody shows: of these chunks the first and the last that have to stay. */
export type View = (chunks: readonly Chunk[]) => [first: number, last: number];

const CHUNK_LENGTH = 50;
/** Chunks beyond which some are let go of, and how many then stay. */
const MAX_CHUNKS = 40;
const KEPT_CHUNKS = 20;
const GROUP_MS = 5 * 60_000;

/** What the log shows, in order: the room's messages, with what is told between them. */
export class Timeline {
  chunks: Chunk[] = [];
  readonly #replica: Replica;
  #count = 0;
  #first: Entry | undefined;
  /** The newest row, and the newest that is a message. */
  #newest: Entry | undefined;
  #last: Entry | undefined;

  constructor(replica: Replica) {
    this.#replica = replica;
  }

  /** Whether no message is shown. */
  get isEmpty(): boolean {
    return this.#count === 0;
  }

  /**
   * Catches up with the replica. Messages at either end cost no more than themselves.
   *
   * @param changed what may stand in the midst of the others in another state than before
   */
  update(changed: UserMessage[] = []): void {
    const edited = changed.filter(({ rev, seq }) => rev !== seq);
    // First: what is at an end in another state than before is still at that end.
    for (const message of edited) this.#replace(message);
    if (edited.length > 0 && !this.#isInOrder) this.#clear();
    this.#extend();
  }

  /** Whether the rows are the replica's first messages, each in its latest state. */
  get #isInOrder(): boolean {
    const shown = this.chunks.flatMap(({ entries }) => entries.flatMap(({ message }) => message ?? []));
    return shown.every((message, index) => message === this.#replica.messages[index]);
  }

  #extend(): void {
    const { messages } = this.#replica;
    const added = messages.length - this.#count;
    const isSameEnd = messages.at(-1) === this.#last?.message;
    if (isSameEnd && messages[added] === this.#first?.message) return this.#prepend(messages.slice(0, added));
    const isLonger =
      messages[0] === this.#first?.message && messages[this.#count - 1] === this.#last?.message;
    if (!this.isEmpty && !isLonger) this.#clear();
    for (const message of messages.slice(this.#count)) this.#append(message);
  }

  /**
   * Lets go of rows far above, and else of those far below, where they have become many and nobody needs them. One more
   * chunk stays at either side: else it would be loaded again as soon as it is gone.
   *
   * @returns how many messages they were
   */
  letGo(views: Iterable<View> = []): [oldest: number, newest: number] {
    const { length } = this.chunks;
    if (length <= MAX_CHUNKS) return [0, 0];
    const needed = Array.from(views, view => view(this.chunks));
    const first = Math.min(...needed.map(([first]) => first));
    const last = Math.max(...needed.map(([, last]) => last));
    const surplus = length - KEPT_CHUNKS;
    const above = Math.max(0, Math.min(first - 1, surplus));
    const below = Math.max(0, Math.min(length - 2 - last, surplus - above));
    const gone: [number, number] = [this.#cut(0, above), this.#cut(length - above - below, below)];
    const entries = this.chunks.flatMap(({ entries }) => entries);
    this.#newest = entries.at(-1);
    this.#first = entries.find(({ message }) => message);
    this.#last = entries.findLast(({ message }) => message);
    this.#prepend([]);
    return gone;
  }

  /** A line from the relay, after what is shown so far. */
  say(line: string): void {
    if (!this.#replica.hasNewer) this.#push({ line });
  }

  /** Tells who came and went, each once. One who came and went unseen in between is not worth a word. */
  tell({ joined, left, renamed }: Comings): void {
    if (this.#replica.hasNewer) return;
    if (!this.#newest?.comings) this.#push({ comings: { joined: [], left: [], renamed: [] } });
    const comings = this.#newest!.comings!;
    move(joined, comings.left, comings.joined);
    move(left, comings.joined, comings.left);
    for (const { was, person } of renamed) {
      const known = comings.renamed.find(({ was }) => was.id === person.id);
      if (known) known.person = person;
      else comings.renamed.push({ was, person });
    }
    comings.renamed = comings.renamed.filter(({ was, person }) => was.name !== person.name);
    this.chunks.at(-1)!.version++;
  }

  /** A message is the first that the reader has not seen. */
  markNew(id: string): void {
    for (const chunk of this.chunks) {
      const marked = chunk.entries.filter(({ message, opensNew }) => (message?.id === id) !== !!opensNew);
      for (const entry of marked) entry.opensNew = !entry.opensNew;
      if (marked.length > 0) chunk.version++;
    }
  }

  /** The row that a message will be when it comes next. */
  preview(message: UserMessage): Entry {
    return this.#relate(message, this.#last, this.#newest);
  }

  #cut(from: number, count: number): number {
    const gone = this.chunks.splice(from, count).flatMap(({ entries }) => entries);
    const { length } = gone.filter(({ message }) => message);
    this.#count -= length;
    return length;
  }

  #clear(): void {
    this.chunks = [];
    this.#count = 0;
    this.#first = this.#last = this.#newest = undefined;
  }

  #append(message: UserMessage): void {
    this.#last = this.#relate(message, this.#last, this.#newest);
    this.#first ??= this.#last;
    this.#count++;
    this.#push(this.#last);
  }

  #push(entry: Entry): void {
    let chunk = this.chunks.at(-1);
    if (!chunk || chunk.entries.length >= CHUNK_LENGTH)
      this.chunks.push((chunk = { entries: [], version: 0 }));
    chunk.entries.push((this.#newest = entry));
    chunk.version++;
  }

  #replace(message: UserMessage): void {
    for (const chunk of this.chunks) {
      const entry = chunk.entries.find(entry => entry.message?.id === message.id);
      if (!entry || entry.message === message) continue;
      entry.message = message;
      chunk.version++;
    }
  }

  #prepend(messages: UserMessage[]): void {
    if (!this.#first) return;
    let previous: Entry | undefined;
    const entries = messages.map(message => (previous = this.#relate(message, previous, previous)));
    // Also without any: that it is the first may be news.
    Object.assign(this.#first, this.#relate(this.#first.message!, previous, previous));
    this.chunks[0]!.version++;
    if (entries.length === 0) return;
    this.chunks.unshift({ entries, version: 0 });
    this.#count += entries.length;
    this.#first = entries[0];
  }

  #relate(message: UserMessage, { message: last }: Entry = {}, previous: Entry | undefined): Entry {
    const followsGap = this.#replica.gaps.some(
      ({ before }) => (last?.seq ?? 0) < before && before <= message.seq,
    );
    const opensDay = !last || dayOf(last) !== dayOf(message);
    const isContinued = previous?.message?.from.id === message.from.id && message.at - last!.at < GROUP_MS;
    return { message, followsGap, opensDay, opensGroup: opensDay || followsGap || !isContinued };
  }
}

function dayOf({ at }: UserMessage): string {
  return new Date(at).toDateString();
}

function move(people: Person[], from: Person[], to: Person[]): void {
  for (const person of people) {
    remove(to, person);
    if (!remove(from, person)) to.push(person);
  }
}

function remove(people: Person[], { id }: Person): boolean {
  const index = people.findIndex(person => person.id === id);
  return index >= 0 && people.splice(index, 1).length > 0;
}
