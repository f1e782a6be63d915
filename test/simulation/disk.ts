import type { UserMessage } from '../../protocol/messages.js';
import { fits } from '../../server/rights.js';
import type {
  Draft,
  Place,
  Pruned,
  RetentionRule,
  RoomAddress,
  Stored,
  StoredPage,
  StoredRoom,
  Which,
} from '../../server/store/store.js';

/** Messages that one pruning takes, so that a round of it takes several. */
const PRUNE_BATCH = 3;

/** One room's log as it is stored, in the plainest way. */
export interface Log {
  head: number;
  prunedRev: number;
  prunedSeq: number;
  /** What is kept, ascending by seq. */
  messages: UserMessage[];
  /** Every state that was ever committed, also of what is pruned: the truth that everything is held against. */
  history: UserMessage[];
}

interface Cut {
  messages: UserMessage[];
  complete: boolean;
}

/** What outlives the relay: the logs of all rooms, in one life of the store. */
export class Disk {
  readonly epoch: string;
  readonly logs = new Map<string, Log>();

  constructor(epoch: string) {
    this.epoch = epoch;
  }

  log(room: string): Log {
    const empty = { head: 0, prunedRev: 0, prunedSeq: 0, messages: [], history: [] };
    return this.logs.get(room) ?? empty;
  }

  /** Another life, beginning with what is stored now. */
  copy(epoch: string): Disk {
    const copy = new (this.constructor as typeof Disk)(epoch);
    for (const [room, log] of this.logs) copy.logs.set(room, { ...log, history: [...log.history] });
    return copy;
  }

  /** @returns what was stored, and how to take it back if it never reaches the disk. */
  append(drafts: Draft[]): { stored: Stored[]; undo: () => void } {
    const before = new Map([...this.logs].map(([room, log]) => [room, { log, length: log.history.length }]));
    const undo = () => {
      for (const room of this.logs.keys()) {
        const was = before.get(room);
        if (was) this.logs.set(room, { ...was.log, history: was.log.history.slice(0, was.length) });
        else this.logs.delete(room);
      }
    };
    return { stored: drafts.map(draft => this.write(draft)), undo };
  }

  open({ room }: RoomAddress, limit: number): StoredRoom {
    const page = this.history({ space: '', room }, { before: Infinity }, limit);
    const first = page.complete ? 0 : (page.messages[0]?.seq ?? page.head + 1);
    const earlier = this.log(room).messages.filter(({ seq }) => seq < first);
    return { ...page, coveredRev: Math.max(page.prunedRev, first - 1, ...earlier.map(({ rev }) => rev)) };
  }

  changesAfter({ room }: RoomAddress, rev: number, limit: number): StoredPage {
    const changed = this.log(room).messages.filter(message => message.rev > rev);
    return this.#page(room, cut(changed.sort((a, b) => a.rev - b.rev), limit)); // prettier-ignore
  }

  select({ room }: RoomAddress, which: Which): UserMessage[] {
    return this.log(room).messages.filter(message => isMeant(message, which));
  }

  history({ room }: RoomAddress, place: Place, limit: number): StoredPage {
    return this.#page(room, this.#at(room, place, limit));
  }

  /** Takes a small batch from the first room that has too many, or too old ones. */
  prune(rules: readonly RetentionRule[], now: number): Pruned[] {
    for (const [room, log] of this.logs) {
      const rule = rules.find(({ space, room: name }) => fits(space, '') && fits(name, room));
      const { maxAgeMs = Infinity, maxCount = Infinity } = rule ?? {};
      const { messages } = log;
      const kept = messages.findIndex(
        ({ at }, index) => index >= messages.length - maxCount && at >= now - maxAgeMs,
      );
      const count = Math.min(kept === -1 ? messages.length : kept, PRUNE_BATCH);
      if (count > 0) return [{ space: '', room, ...this.#drop(log, count) }];
    }
    return [];
  }

  /** Overridden where a disk is to be broken. */
  protected write({ room, id, message, from, at, replaces, removed }: Draft): Stored {
    const log = this.log(room);
    const known = this.find(room, id);
    if (known && !replaces) return { message: known, isNew: false };
    if (!known && removed)
      return { message: { type: 'userMessage', message, id, seq: 0, rev: 0, at, from }, isNew: false };
    const rev = log.head + 1;
    const written: UserMessage = known
      ? { ...known, rev, message, ...(removed && { from, removed }) }
      : { type: 'userMessage', message, id, seq: rev, rev, at, from };
    const others = log.messages.filter(other => other !== known);
    const messages = [...others, written].sort((a, b) => a.seq - b.seq);
    log.history.push(written);
    this.logs.set(room, { ...log, head: rev, messages });
    return { message: written, isNew: true };
  }

  protected find(room: string, id: string): UserMessage | undefined {
    return this.log(room).messages.find(message => message.id === id);
  }

  #drop(log: Log, count: number): { prunedRev: number; prunedSeq: number } {
    const dropped = log.messages.slice(0, count);
    const prunedSeq = dropped.at(-1)!.seq;
    const prunedRev = Math.max(log.prunedRev, ...dropped.map(({ rev }) => rev));
    Object.assign(log, { prunedRev, prunedSeq, messages: log.messages.slice(count) });
    return { prunedRev, prunedSeq };
  }

  #page(room: string, page: Cut): StoredPage {
    const { head, prunedRev } = this.log(room);
    return { epoch: this.epoch, head, prunedRev, ...page };
  }

  #at(room: string, place: Place, limit: number): Cut {
    const { messages } = this.log(room);
    if ('after' in place) return cut(messages.filter(({ seq }) => seq > place.after), limit); // prettier-ignore
    if ('around' in place) throw new TypeError('nobody asks for a place around');
    const older = messages.filter(({ seq }) => seq < place.before);
    return { messages: older.slice(-limit), complete: older.length <= limit };
  }
}

function cut(messages: UserMessage[], limit: number): Cut {
  return { messages: messages.slice(0, limit), complete: messages.length <= limit };
}

function isMeant({ id, from, at, removed }: UserMessage, which: Which): boolean {
  if ('traceOf' in which) return from.id === which.traceOf && (!removed || from.name !== '');
  return !removed && ('id' in which ? id === which.id : from.id === which.person && at >= which.since);
}
