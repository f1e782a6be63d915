import type {
  Ack,
  ClientToRelay,
  HistoryPage,
  Joined,
  PeopleChange,
  RoomSettings,
  You,
} from '../protocol/events.js';
import { MAX_PAGE_MESSAGES } from '../protocol/limits.js';
import type { Changes, Person, Position, UserMessage } from '../protocol/messages.js';
import type { Refusal, Refused } from '../protocol/refusals.js';
import { Replica } from '../protocol/replica.js';
import { Delivery } from './delivery.js';
import type { Memory } from './memory.js';
import { Presence } from './presence.js';
import type { Status } from './status.js';
import { Timeline, type View } from './timeline.js';

export type Request<E extends keyof ClientToRelay> = Parameters<ClientToRelay[E]>[0];
export type Reply<E extends keyof ClientToRelay> =
  Parameters<ClientToRelay[E]>[1] extends Ack<infer T> ? T : never;

/** What a room needs of the connection to its relay. */
export interface Link {
  /** As who one speaks. */
  readonly whose?: 'guest' | 'member';
  readonly status: Status;
  /** Why the relay does not let the visitor in, or not yet. */
  readonly refusal: Refusal | undefined;
  /** What outlives the room. Absent: nothing does. */
  readonly memory?: Memory | undefined;
  /** Asks the relay. @returns undefined when no answer came, and the connection starts over @throws Refused */
  ask<E extends keyof ClientToRelay>(event: E, request: Request<E>): Promise<Reply<E> | undefined>;
  /** Keeps what proves on the next connection to be the same person, and gives back the person. */
  meet(you: You): Person;
}

/** What happens in a room, by the names of the element's events. */
export interface RoomEvents {
  ready: { room: string; me: Person };
  message: { message: UserMessage; own: boolean };
  sent: { message: UserMessage };
  failed: { id: string; text: string; refusal: Refusal };
  people: { count: number; joined: Person[]; left: Person[] };
  /** Somebody else is writing. It is never said to end: let it go after five seconds. */
  typing: { names: string[]; ids: string[] };
  /** With `retryAfter`, in ms, it is tried again without anyone's doing. A name is not; another may be suggested. */
  error: { refusal: Refusal; retryAfter?: number | undefined; suggestion?: string | undefined };
}

/** How it stands with loading messages that are not known here. */
export type Loading = 'idle' | 'loading' | 'failed';

/** A widget that shows the room: hears what happens, and that something has changed when nothing is named. */
export type RoomListener = <E extends keyof RoomEvents>(event?: E, detail?: RoomEvents[E]) => void;

const HISTORY_LENGTH = 50;
/** How often the newest page is asked for when each was overtaken by what came meanwhile. */
const MOST_OVERTAKEN = 5;
/** Until what was refused without a word on when is asked again, in ms. */
const REFUSED_WAIT_MS = 5000;

/** One room as this page knows it, shared by all widgets that show it. */
export class Room {
  readonly name: string;
  readonly replica: Replica;
  readonly timeline: Timeline;
  readonly presence = new Presence();
  readonly delivery: Delivery;
  /** Who hears of it, and what they show of it. */
  readonly listeners = new Map<RoomListener, View>();
  /** Whether the relay has let the visitor in, on this connection. */
  isJoined = false;
  /** Who the visitor is here. */
  me: Person | undefined;
  settings: RoomSettings | undefined;
  readonly #link: Link;
  readonly #limit: number;
  #older: Loading = 'idle';
  #newer: Loading = 'idle';
  #refusal: Refusal | undefined;
  #isAsking = false;
  #again: ReturnType<typeof setTimeout> | undefined;

  constructor(name: string, link: Link, limit: number) {
    this.name = name;
    this.#link = link;
    this.#limit = limit;
    this.replica = new Replica(name);
    this.timeline = new Timeline(this.replica);
    this.delivery = new Delivery(this, link);
  }

  get status(): Status {
    if (this.#refusal) return 'refused';
    const isEntering = this.#link.status === 'online' && !this.isJoined;
    if (isEntering) return this.replica.position ? 'reconnecting' : 'connecting';
    return this.#link.status;
  }

  /** Why the relay does not let the visitor in, or not yet. */
  get refusal(): Refusal | undefined {
    return this.#refusal ?? this.#link.refusal;
  }

  /** How loading earlier messages stands; `none` where there are none, undefined where that is not worth a word. */
  get older(): Loading | 'none' | undefined {
    if (this.replica.hasOlder) return this.#older;
    const isAllKnown = this.timeline.chunks.length > 1 && this.replica.gaps.length === 0;
    return isAllKnown ? 'none' : undefined;
  }

  /** How loading later messages stands; undefined where there are none. */
  get newer(): Loading | undefined {
    return this.replica.hasNewer ? this.#newer : undefined;
  }

  /** Enters the room, or comes back to it. Call on every connection. */
  async join(): Promise<void> {
    const since = this.replica.position;
    const limit = since ? MAX_PAGE_MESSAGES : this.#limit;
    const request = { room: this.name, limit, ...(since && { since }) };
    const joined = await this.#link.ask('join', request).catch((no: Refused) => this.#handleRefused(no));
    if (joined) this.#enter(joined, since);
  }

  /** The connection is gone: nothing is sent until the room is joined again. */
  hold(): void {
    clearTimeout(this.#again);
    this.#isAsking = this.isJoined = false;
    this.replica.hold();
    this.tell();
  }

  /** Takes a live packet. */
  apply(changes: Changes): void {
    this.#show(this.replica.apply(changes));
    this.#goOn();
  }

  /** Takes what the relay tells of who came and went. */
  meet(change: PeopleChange): void {
    if (!this.isJoined) return;
    const { count, joined = [], left = [] } = change;
    this.timeline.tell(this.presence.take(change, this.me?.id));
    // Another tab may have given them another name.
    this.me = joined.find(({ id }) => id === this.me!.id) ?? this.me;
    this.tell('people', { count, joined, left });
  }

  /** How it is written in has changed. */
  heed(settings: RoomSettings): void {
    this.settings = settings;
    this.delivery.hurry();
  }

  /** The visitor is known as somebody else, or by another name. */
  enterAs(person: Person): void {
    this.me = person;
    this.tell();
  }

  /** Loads messages from before the first known one, if there are any. */
  async loadOlder(): Promise<void> {
    const before = this.replica.messages[0]?.seq;
    if (!this.replica.hasOlder || this.#older === 'loading' || !before) return;
    const setState = (state: Loading) => (this.#older = state);
    await this.#load({ before }, setState, page => this.replica.addOlder(page, before));
  }

  /** Loads messages from after the last known one, if some were let go of. */
  async loadNewer(): Promise<void> {
    const last = this.replica.messages.at(-1)?.seq;
    const asked = this.replica.position!;
    if (!this.replica.hasNewer || this.#newer === 'loading' || !last) return;
    // With the last that is known: where it is gone, some after it may be gone too.
    await this.#load({ after: last - 1 }, this.#setNewer, page => this.replica.addNewer(page, last, asked));
  }

  /** Loads the newest messages, if they were let go of, in the place of all others. */
  async goToNewest(): Promise<void> {
    for (let rest = MOST_OVERTAKEN; this.replica.hasNewer && rest > 0; rest--) {
      const asked = this.replica.position!;
      await this.#load({}, this.#setNewer, page => this.replica.goToNewest(page, asked));
      // Asking again at once would be refused again.
      if (this.#newer === 'failed') return;
    }
  }

  /** Asks for what is missing; and after a sleep, whether the connection is still alive. */
  async catchUp(position = this.replica.position): Promise<void> {
    if (!position || this.#isAsking || !this.isJoined) return;
    this.#isAsking = true;
    let waitMs = 0;
    const request = { room: this.name, limit: MAX_PAGE_MESSAGES, ...position };
    const page = await this.#link.ask('since', request).catch(({ retryAfter = REFUSED_WAIT_MS }: Refused) => {
      waitMs = retryAfter;
    });
    if (page) this.#show(this.replica.take(page, position));
    if (waitMs) this.#again = setTimeout(() => this.#askAgain(), waitMs);
    else this.#askAgain();
  }

  /** Nobody shows the room any more. */
  close(): void {
    this.hold();
    this.delivery.close();
  }

  /** Tells the widgets. */
  tell<E extends keyof RoomEvents>(event?: E, detail?: RoomEvents[E]): void {
    for (const listener of this.listeners.keys()) listener(event, detail);
  }

  readonly #setNewer = (state: Loading): void => {
    this.#newer = state;
  };

  async #load(
    place: { before?: number; after?: number },
    setState: (state: Loading) => void,
    take: (page: HistoryPage) => void,
  ): Promise<void> {
    if (!this.isJoined) return;
    setState('loading');
    this.tell();
    const request = { room: this.name, limit: HISTORY_LENGTH, ...place };
    const page = await this.#link.ask('history', request).catch(() => undefined);
    // Whatever the reason, the reader may try again.
    setState(page ? 'idle' : 'failed');
    if (page) take(page);
    this.timeline.update();
    this.#letGo();
    this.tell();
  }

  #letGo(): void {
    this.replica.forget(...this.timeline.letGo(this.listeners.values()));
  }

  #enter(joined: Joined, since: Position | undefined): void {
    const { people, settings, welcome, you } = joined;
    this.isJoined = true;
    this.#refusal = undefined;
    this.settings = settings;
    this.me = this.#link.meet(you);
    this.presence.reset(people);
    this.#show(this.replica.take(joined, since), !since);
    if (welcome) this.timeline.say(welcome);
    const { refusal, suggestion } = you;
    if (refusal) this.tell('error', { refusal, suggestion });
    if (!since) this.tell('ready', { room: this.name, me: this.me });
    this.#goOn();
  }

  #handleRefused({ refusal, retryAfter }: Refused): void {
    if (retryAfter === undefined) this.#refusal = refusal;
    else this.#again = setTimeout(() => void this.join(), retryAfter);
    this.tell('error', { refusal, retryAfter });
  }

  #askAgain(): void {
    this.#isAsking = false;
    this.#goOn();
  }

  /** Does what can be done now. */
  #goOn(): void {
    if (this.replica.wants) void this.catchUp();
    this.delivery.goOn();
  }

  #show(changed: UserMessage[], isHistory = false): void {
    this.timeline.update(changed);
    this.delivery.settleSeen();
    if (isHistory) return;
    this.#letGo();
    for (const message of changed)
      // One that was taken away is not one that came.
      if (message.message) this.tell('message', { message, own: message.from.id === this.me?.id });
    this.tell();
  }
}
