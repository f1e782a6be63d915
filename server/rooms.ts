import { Refused } from '../protocol/refusals.js';
import { BOUNDS, Room, type RoomContext } from './room.js';
import type { Pruned } from './store/store.js';

const BUSY_RETRY_MS = 5000;
/** The space of namespace `/`. */
const DEFAULT_SPACE = '';

/** The rooms of a relay that someone is in, or was lately. */
export class Rooms {
  readonly #context: RoomContext;
  /** In the order of last entry, longest ago first. */
  readonly #rooms = new Map<string, Room>();

  constructor(context: RoomContext) {
    this.#context = context;
  }

  /** @throws Refused `busy` when there are as many rooms as the relay holds and none of them is idle. */
  open(name: string): Room {
    const room = this.#rooms.get(name) ?? this.#create(name);
    this.#rooms.delete(name);
    this.#rooms.set(name, room);
    return room;
  }

  /** The store has let go of a room's oldest. */
  drop(pruned: Pruned): void {
    if (pruned.space === DEFAULT_SPACE) this.#rooms.get(pruned.room)?.drop(pruned);
  }

  close(): void {
    for (const room of this.#rooms.values()) room.close();
  }

  #create(name: string): Room {
    const { bounds = BOUNDS } = this.#context;
    if (this.#rooms.size >= bounds.rooms) this.#dropIdleRoom();
    return new Room({ space: DEFAULT_SPACE, room: name }, this.#context);
  }

  #dropIdleRoom(): void {
    for (const [name, room] of this.#rooms) {
      if (!room.isIdle) continue;
      room.close();
      this.#rooms.delete(name);
      return;
    }
    throw new Refused('busy', { retryAfter: BUSY_RETRY_MS });
  }
}
