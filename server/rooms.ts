import { Room, type RoomContext } from './room.js';
import { RoomsInMemory } from './rooms-in-memory.js';
import type { Pruned } from './store/store.js';

/** A room that is empty at two looks leaves memory. In ms. */
const LOOK_EVERY_MS = 60_000;

/** The rooms of a space that someone is in, or was lately. */
export class Rooms {
  readonly #context: RoomContext;
  readonly #space: string;
  readonly #memory: RoomsInMemory;
  readonly #rooms = new Map<string, Room>();

  /** Those that were empty when they were last looked at. */
  #empty = new Set<Room>();
  readonly #looking: NodeJS.Timeout;

  /**
   * @param space default '': that of namespace `/`
   * @param memory what the spaces of a relay share. Default: one of its own
   */
  constructor(context: RoomContext, space = '', memory = new RoomsInMemory(context.bounds)) {
    this.#space = space;
    this.#context = context;
    this.#memory = memory;
    this.#looking = setInterval(() => this.#forgetEmpty(), LOOK_EVERY_MS).unref();
  }

  /** How many are in memory. */
  get size(): number {
    return this.#rooms.size;
  }

  /** @throws Refused `busy` when there are as many rooms as the relay holds and none of them is idle. */
  open(name: string): Room {
    const room = this.#rooms.get(name) ?? this.#create(name);
    this.#memory.touch(room);
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
    this.#memory.makePlace();
    const room = new Room({ space: this.#space, room: name }, this.#context);
    this.#rooms.set(name, room);
    this.#memory.add(room, () => this.#forget(name, room));
    return room;
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
    this.#memory.delete(room);
    this.#empty.delete(room);
  }
}
