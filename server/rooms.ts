import { Refused } from '../protocol/refusals.js';
import { BOUNDS, Room, type RoomContext } from './room.js';
import type { Pruned } from './store/store.js';

const BUSY_RETRY_MS = 5000;
/** A room that is empty at two looks leaves memory. In ms. */
const LOOK_EVERY_MS = 60_000;

/** The rooms of a space that someone is in, or was lately. */
export class Rooms {
  readonly #context: RoomContext;
  readonly #space: string;
  /** In the order of last entry, longest ago first. */
  readonly #rooms = new Map<string, Room>();

  /** Those that were empty when they were last looked at. */
  #empty = new Set<Room>();
  readonly #looking: NodeJS.Timeout;

  /** @param space default '': that of namespace `/` */
  constructor(context: RoomContext, space = '') {
    this.#space = space;
    this.#context = context;
    this.#looking = setInterval(() => this.#forgetEmpty(), LOOK_EVERY_MS).unref();
  }

  /** How many are in memory. */
  get size(): number {
    return this.#rooms.size;
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
    if (pruned.space === this.#space) this.#rooms.get(pruned.room)?.drop(pruned);
  }

  close(): void {
    clearInterval(this.#looking);
    for (const room of this.#rooms.values()) room.close();
  }

  #create(name: string): Room {
    const { bounds = BOUNDS } = this.#context;
    if (this.#rooms.size >= bounds.rooms) this.#dropIdleRoom();
    return new Room({ space: this.#space, room: name }, this.#context);
  }

  #dropIdleRoom(): void {
    for (const [name, room] of this.#rooms) {
      if (!room.isIdle) continue;
      this.#forget(name, room);
      return;
    }
    throw new Refused('busy', { retryAfter: BUSY_RETRY_MS });
  }

  #forgetEmpty(): void {
    const empty = [...this.#rooms].filter(([, { isIdle }]) => isIdle);
    const [before, now] = [this.#empty, new Set(empty.map(([, room]) => room))];
    this.#empty = now;
    for (const [name, room] of empty) if (before.has(room)) this.#forget(name, room);
  }

  #forget(name: string, room: Room): void {
    room.close();
    this.#rooms.delete(name);
    this.#empty.delete(room);
  }
}
