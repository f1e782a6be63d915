import { Refused } from '../protocol/refusals.js';
import { BOUNDS, type Bounds, type Room } from './room.js';

const BUSY_RETRY_MS = 5000;

/** The rooms that a relay holds in memory, those of all its spaces together. */
export class RoomsInMemory {
  readonly #bounds: Pick<Bounds, 'rooms'>;
  /** In the order of last entry, longest ago first; and what has each let go of by its space. */
  readonly #rooms = new Map<Room, () => void>();

  constructor(bounds: Pick<Bounds, 'rooms'> = BOUNDS) {
    this.#bounds = bounds;
  }

  /**
   * Sees that there is a place for one more, in that of the one idle longest if need be.
   *
   * @throws Refused `busy` when there are as many rooms as the relay holds and none of them is idle.
   */
  makePlace(): void {
    if (this.#rooms.size < this.#bounds.rooms) return;
    for (const [room, letGo] of this.#rooms) if (room.isIdle) return letGo();
    throw new Refused('busy', { retryAfter: BUSY_RETRY_MS });
  }

  add(room: Room, letGo: () => void): void {
    this.#rooms.set(room, letGo);
  }

  /** Someone enters it now. */
  touch(room: Room): void {
    const letGo = this.#rooms.get(room)!;
    this.#rooms.delete(room);
    this.#rooms.set(room, letGo);
  }

  delete(room: Room): void {
    this.#rooms.delete(room);
  }
}
