import type { PeopleChange } from '../protocol/events.js';
import type { Changes, UserMessage } from '../protocol/messages.js';
import type { Broadcast } from './direct-frames.js';
import type { PresenceChange } from './presence.js';
import type { Outlet } from './room.js';

/** The name under which socket.io knows a room's current clients. */
export const channelOf = (room: string) => `room:${room}`;

/**
 * Brings a room's news to its sockets. What a room delivers at once, as a commit does with all that had waited for it,
 * goes as one packet to each: under load that is tens of messages for the price of one, and it waits for nothing.
 */
export class FanOut implements Outlet {
  readonly #broadcast: Broadcast;
  readonly #others: Outlet[];
  readonly #due = new Map<string, Changes>();

  /** @param others outlets that speak to clients of another dialect. */
  constructor(broadcast: Broadcast, others: Outlet[]) {
    this.#broadcast = broadcast;
    this.#others = others;
  }

  deliver(changes: Changes): void {
    const due = this.#due.get(changes.room);
    const isNext = due?.rev === changes.after;
    if (due && !isNext) this.#flush();
    if (due && isNext) {
      due.messages.push(...changes.messages);
      due.rev = changes.rev;
      return;
    }
    if (this.#due.size === 0) process.nextTick(() => this.#flush());
    this.#due.set(changes.room, { ...changes, messages: [...changes.messages] });
  }

  tell(room: string, change: PresenceChange): void {
    this.#broadcast(channelOf(room), 'people', peopleChange(room, change));
    for (const outlet of this.#others) outlet.tell(room, change);
  }

  #flush(): void {
    const due = [...this.#due.values()];
    this.#due.clear();
    for (const gathered of due) {
      const changes = { ...gathered, messages: latestOfEach(gathered.messages) };
      this.#broadcast(channelOf(changes.room), 'messages', changes);
      for (const outlet of this.#others) outlet.deliver(changes);
    }
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

/** On the wire, someone with a new name is someone who `joined` and was here already. */
function peopleChange(room: string, { count, joined, renamed, left, list }: PresenceChange): PeopleChange {
  const change = { room, count, ...(list && { list }) };
  if (!joined || !renamed || !left) return change;
  return { ...change, joined: [...joined, ...renamed.map(({ person }) => person)], left };
}
