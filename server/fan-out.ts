import type { PeopleChange } from '../protocol/events.js';
import type { Changes, UserMessage } from '../protocol/messages.js';
import type { Broadcast } from './direct-frames.js';
import type { PresenceChange } from './presence.js';
import type { Outlet } from './room.js';

/** The name under which socket.io knows a room's current clients. */
export const channelOf = (room: string) => `room:${room}`;

/** What takes longer to send than this, in ms, is followed by a rest. */
const LONG_MS = 2;
/** The longest rest, in ms. */
const MAX_REST_MS = 50;

/**
 * Brings a room's news to its sockets. What a room delivers at once, as a commit does with all that had waited for it,
 * goes as one packet to each: under load that is tens of messages for the price of one. A packet waits for nothing, but
 * for the rest after a long one: a room never takes more than half of the relay's time, and the more is said in it, the
 * more goes into a packet.
 */
export class FanOut implements Outlet {
  readonly #broadcast: Broadcast;
  readonly #others: Outlet[];
  readonly #now: () => number;
  readonly #due = new Map<string, Changes>();
  /** The rooms to which something long was sent just now. */
  readonly #resting = new Set<string>();

  /**
   * @param others outlets that speak to clients of another dialect.
   * @param now a clock in ms, from any beginning.
   */
  constructor(broadcast: Broadcast, others: Outlet[], now = () => performance.now()) {
    this.#broadcast = broadcast;
    this.#others = others;
    this.#now = now;
  }

  deliver(changes: Changes): void {
    const { room } = changes;
    const due = this.#due.get(room);
    if (due?.rev === changes.after) {
      due.messages.push(...changes.messages);
      due.rev = changes.rev;
      return;
    }
    if (due) this.#send(due);
    else if (!this.#resting.has(room)) process.nextTick(() => this.#flush(room));
    this.#due.set(room, { ...changes, messages: [...changes.messages] });
  }

  tell(room: string, change: PresenceChange): void {
    this.#broadcast(channelOf(room), 'people', peopleChange(room, change));
    for (const outlet of this.#others) outlet.tell(room, change);
  }

  #flush(room: string): void {
    const due = this.#due.get(room);
    if (!due) return;
    this.#due.delete(room);
    const began = this.#now();
    this.#send(due);
    const tookMs = this.#now() - began;
    if (tookMs >= LONG_MS) this.#rest(room, Math.min(tookMs, MAX_REST_MS));
  }

  #rest(room: string, ms: number): void {
    this.#resting.add(room);
    setTimeout(() => {
      this.#resting.delete(room);
      this.#flush(room);
    }, ms);
  }

  #send(gathered: Changes): void {
    const changes = { ...gathered, messages: latestOfEach(gathered.messages) };
    this.#broadcast(channelOf(changes.room), 'messages', changes);
    for (const outlet of this.#others) outlet.deliver(changes);
  }
}

/** Each message once, in its latest state, still ascending by revision. */
function latestOfEach(messages: UserMessage[]): UserMessage[] {
  const byId = new Map<string, UserMessage>();
  for (const message of messages) {
    byId.delete(message.id);
    byId.set(message.id, message);
  }
  return [...byId.values()];
}

/** On the wire, someone with a new name or colour is someone who `joined` and was here already. */
function peopleChange(room: string, { count, joined, changed, left, list }: PresenceChange): PeopleChange {
  const change = { room, count, ...(list && { list }) };
  if (!joined || !changed || !left) return change;
  return { ...change, joined: [...joined, ...changed.map(({ person }) => person)], left };
}
