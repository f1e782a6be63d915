import type { UserMessage } from '../protocol/messages.js';
import { placeOf } from '../protocol/order.js';
import { cutPage } from './store/page.js';
import type { Place, StoredRoom } from './store/store.js';

/** Most messages that a room keeps in memory, and most UTF-16 units of text in them. The oldest go first. */
export const MAX_RECENT = 1000;
const MAX_UNITS = 512 * 1024;

interface Cut {
  messages: UserMessage[];
  complete: boolean;
}

/** The newest messages of a room, in memory: serves what can be served without asking the store. */
export class Recent {
  readonly #messages: UserMessage[];
  readonly #byId = new Map<string, UserMessage>();
  readonly #maxMessages: number;
  #units = 0;
  /** Whether nothing older is stored. */
  #isWhole: boolean;
  /** All changes after this revision are of messages that are here. */
  #coveredRev: number;

  constructor({ messages, complete, coveredRev }: StoredRoom, maxMessages = MAX_RECENT) {
    this.#maxMessages = maxMessages;
    this.#messages = [...messages];
    this.#isWhole = complete;
    this.#coveredRev = coveredRev;
    for (const message of messages) this.#count(message);
    this.#trim();
  }

  find(id: string): UserMessage | undefined {
    return this.#byId.get(id);
  }

  /** Takes a new message, or a change of one. */
  put(message: UserMessage): void {
    const known = this.#byId.get(message.id);
    const isOutside = !known && !this.#isWhole && message.seq < (this.#messages[0]?.seq ?? Infinity);
    if (isOutside && message.rev !== message.seq) {
      this.#coveredRev = message.rev;
      return;
    }
    this.#messages.splice(placeOf(this.#messages, message.seq), known ? 1 : 0, message);
    this.#units -= known?.message.length ?? 0;
    this.#count(message);
    this.#trim();
  }

  /** What changed after a revision, if all of it is here. */
  changesAfter(rev: number, limit: number): Cut | undefined {
    if (rev < this.#coveredRev) return undefined;
    // A message that changed stands where it was born: look through all that may have.
    const changed = this.#messages.filter(message => message.rev > rev);
    return cutPage(
      changed.sort((a, b) => a.rev - b.rev),
      limit,
    );
  }

  /** A page of the past, if all of it is here. */
  history(place: Place, limit: number): Cut | undefined {
    if ('before' in place) return this.#before(place.before, limit);
    if ('after' in place && place.after >= (this.#messages[0]?.seq ?? Infinity)) {
      return cutPage(this.#messages.slice(placeOf(this.#messages, place.after + 1)), limit);
    }
    return undefined;
  }

  /** Everything up to a `seq` is no longer kept anywhere. */
  drop(prunedSeq: number, prunedRev: number): void {
    const dropped = this.#messages.splice(0, placeOf(this.#messages, prunedSeq + 1));
    for (const message of dropped) this.#forget(message);
    if (dropped.length > 0) this.#isWhole = true;
    this.#coveredRev = Math.max(this.#coveredRev, prunedRev);
  }

  #before(before: number, limit: number): Cut | undefined {
    const older = this.#messages.slice(0, placeOf(this.#messages, before)).reverse();
    const { messages, complete } = cutPage(older, limit);
    if (complete && !this.#isWhole) return undefined;
    return { messages: messages.reverse(), complete };
  }

  #trim(): void {
    while (this.#messages.length > this.#maxMessages || this.#units > MAX_UNITS) {
      const oldest = this.#messages.shift()!;
      this.#forget(oldest);
      this.#isWhole = false;
      this.#coveredRev = Math.max(this.#coveredRev, oldest.rev);
    }
  }

  #count(message: UserMessage): void {
    this.#byId.set(message.id, message);
    this.#units += message.message.length;
  }

  #forget(message: UserMessage): void {
    this.#byId.delete(message.id);
    this.#units -= message.message.length;
  }
}
