import type { HistoryPage, HistoryRequest } from '../protocol/events.js';
import { MAX_CATCH_UP_REVISIONS } from '../protocol/limits.js';
import type { Changes, Page, Person, Position, UserMessage } from '../protocol/messages.js';
import { Refused } from '../protocol/refusals.js';
import { Presence, type PresenceChange, type PresenceOptions } from './presence.js';
import { MAX_RECENT, Recent } from './recent.js';
import type { Committer } from './store/committer.js';
import { pageLimit } from './store/page.js';
import type {
  Draft,
  Place,
  Pruned,
  RoomAddress,
  RoomState,
  Store,
  Stored,
  StoredPage,
  StoredRoom,
  Which,
} from './store/store.js';

/** When to ask again what the store could not say, in ms. */
const UNAVAILABLE_RETRY_MS = 3000;

/** Where a room's news goes. */
export interface Outlet {
  deliver(changes: Changes): void;
  tell(room: string, change: PresenceChange): void;
}

/** How much a relay holds in memory, and how far behind a reader may be and still catch up. */
export interface Bounds {
  /** Rooms. Past this the one idle longest goes; if none is idle, new ones are refused. */
  rooms: number;
  /** Newest messages of a room. */
  recent: number;
  /** Revisions that a reader is behind. Past this it starts afresh at the newest page. */
  catchUpRevisions: number;
}

export const BOUNDS: Bounds = {
  rooms: 1000,
  recent: MAX_RECENT,
  catchUpRevisions: MAX_CATCH_UP_REVISIONS,
};

/** What the rooms of a relay share. */
export interface RoomContext {
  /** Default: `BOUNDS`. */
  bounds?: Bounds;
  outlet: Outlet;
  presence: PresenceOptions;
  store: Pick<Store, 'open' | 'changesAfter' | 'history' | 'select'>;
  committer: Pick<Committer, 'commit'>;
  report: (error: unknown) => void;
}

/** A live room: the newest of its log, who is here, and the news of both. */
export class Room {
  readonly presence: Presence;
  readonly #address: RoomAddress;
  readonly #context: RoomContext;
  readonly #bounds: Bounds;
  #recent: Recent | undefined;
  #state: RoomState = { epoch: '', head: 0, prunedRev: 0 };
  /** Reads of the store that are under way: who asks the same meanwhile gets the same answer. */
  readonly #reads = new Map<string, Promise<unknown>>();
  #posts = 0;

  constructor(address: RoomAddress, context: RoomContext) {
    this.#address = address;
    this.#context = context;
    this.#bounds = context.bounds ?? BOUNDS;
    const tell = (change: PresenceChange) => context.outlet.tell(address.room, change);
    this.presence = new Presence(context.presence, tell);
  }

  /** Whether it can leave memory. */
  get isIdle(): boolean {
    return this.presence.count === 0 && this.#posts === 0;
  }

  /** The message of that id, if it is one of the newest. @throws Refused `unavailable` */
  async find(id: string): Promise<UserMessage | undefined> {
    return (await this.#load()).find(id);
  }

  /**
   * Commits a message and delivers it. A known id gives the message that was committed under it.
   *
   * @throws Refused `busy`, `unavailable`
   */
  async post(draft: Omit<Draft, keyof RoomAddress | 'at'>): Promise<UserMessage> {
    this.#posts++;
    try {
      await this.#load();
      const { message, isNew } = await this.#commit({ ...this.#address, ...draft, at: Date.now() });
      if (isNew) await this.#publish(message);
      return message;
    } finally {
      this.#posts--;
    }
  }

  /**
   * Takes messages away. Their places stay, with who wrote them.
   *
   * @param nobody stands for who wrote them, where that is to be gone, too
   * @returns how many @throws Refused `busy`, `unavailable`
   */
  async remove(which: Which, nobody?: Person): Promise<number> {
    const key = JSON.stringify(which);
    const messages = await this.#read(key, store => store.select(this.#address, which));
    const gone = { message: '', replaces: true, removed: true } as const;
    await Promise.all(messages.map(({ id, from }) => this.post({ id, from: nobody ?? from, ...gone })));
    return messages.length;
  }

  /** What came after a replica's position; or the newest page, where that cannot be told or was not asked. */
  async pageSince(position: Position | undefined, asked?: number): Promise<Page> {
    const limit = pageLimit(asked);
    const recent = await this.#load();
    const { epoch, head, prunedRev } = this.#state;
    const isThisLife = position?.epoch === epoch && position.rev <= head;
    if (!isThisLife) return this.#newestPage(limit, false);
    const { rev: after } = position;
    if (after < prunedRev || head - after > this.#bounds.catchUpRevisions)
      return this.#newestPage(limit, true);
    const cut = recent.changesAfter(after, limit);
    const page = cut
      ? { ...this.#state, ...cut }
      : await this.#read(`${after} ${limit}`, store => store.changesAfter(this.#address, after, limit));
    if (after < page.prunedRev) return this.#newestPage(limit, true);
    const rev = page.complete ? page.head : page.messages.at(-1)!.rev;
    return this.#page(page, { after, rev, gap: false });
  }

  /** A page of the past. @throws Refused `unavailable` */
  async history({ limit, ...request }: HistoryRequest): Promise<HistoryPage> {
    const { messages, complete } = await this.#historyAt(placeIn(request), pageLimit(limit));
    return { messages, complete };
  }

  /** The store has let go of the room's oldest. */
  drop({ prunedRev, prunedSeq }: Pruned): void {
    this.#recent?.drop(prunedSeq, prunedRev);
    this.#state = { ...this.#state, prunedRev };
  }

  close(): void {
    this.presence.close();
  }

  async #commit(draft: Draft): Promise<Stored> {
    try {
      return await this.#context.committer.commit(draft);
    } catch (error) {
      // A store that died meanwhile may have kept it all the same: what is in memory is no longer sure.
      const isUnsure = error instanceof Refused && error.refusal === 'unavailable';
      if (isUnsure) this.#recent = undefined;
      throw error;
    }
  }

  async #publish(message: UserMessage): Promise<void> {
    const { head } = this.#state;
    if (this.#recent && message.rev <= head) return;
    if (this.#recent && message.rev === head + 1) {
      this.#recent.put(message);
      this.#deliver([message], message.rev);
      return;
    }
    this.#recent = undefined;
    // It is kept. If it cannot be read now, it comes with what is read next.
    await this.#load().catch(() => {});
  }

  #deliver(messages: UserMessage[], rev: number): void {
    const { head: after } = this.#state;
    this.#state = { ...this.#state, head: rev };
    this.#context.outlet.deliver({ room: this.#address.room, after, rev, messages });
  }

  async #load(): Promise<Recent> {
    if (this.#recent) return this.#recent;
    const room = await this.#read('open', store => store.open(this.#address, this.#bounds.recent));
    return this.#recent ?? this.#remember(room);
  }

  #remember(room: StoredRoom): Recent {
    const { epoch, head, prunedRev } = room;
    const known = this.#state.epoch ? this.#state.head : head;
    const recent = new Recent(room, this.#bounds.recent);
    this.#recent = recent;
    this.#state = { epoch, head: known, prunedRev };
    if (head > known) this.#catchUp(recent, head);
    return recent;
  }

  /** Tells what the store has kept without saying so. Where that is too much, readers hear that they miss something. */
  #catchUp(recent: Recent, head: number): void {
    const missed = recent.changesAfter(this.#state.head, Infinity);
    if (missed?.complete) return this.#deliver(missed.messages, head);
    this.#state = { ...this.#state, head };
    this.#deliver([], head);
  }

  async #newestPage(limit: number, gap: boolean): Promise<Page> {
    const page = await this.#historyAt({ before: Number.MAX_SAFE_INTEGER }, limit);
    return this.#page(page, { after: 0, rev: page.head, gap });
  }

  async #historyAt(place: Place, limit: number): Promise<StoredPage> {
    const cut = (await this.#load()).history(place, limit);
    if (cut) return { ...this.#state, ...cut };
    const key = `${JSON.stringify(place)} ${limit}`;
    return this.#read(key, store => store.history(this.#address, place, limit));
  }

  #page({ epoch, head, messages, complete }: StoredPage, rest: Pick<Page, 'after' | 'rev' | 'gap'>): Page {
    return { room: this.#address.room, epoch, head, messages, complete, ...rest };
  }

  async #read<T>(key: string, read: (store: RoomContext['store']) => Promise<T>): Promise<T> {
    const reading = (this.#reads.get(key) as Promise<T> | undefined) ?? read(this.#context.store);
    this.#reads.set(key, reading);
    try {
      return await reading;
    } catch (error) {
      this.#context.report(error);
      throw new Refused('unavailable', { retryAfter: UNAVAILABLE_RETRY_MS });
    } finally {
      this.#reads.delete(key);
    }
  }
}

function placeIn({ before, after, around }: Omit<HistoryRequest, 'limit'>): Place {
  if (after !== undefined) return { after };
  if (around !== undefined) return { around };
  return { before: before ?? Number.MAX_SAFE_INTEGER };
}
