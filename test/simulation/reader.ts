import type { UserMessage } from '../../protocol/messages.js';
import type { Room } from '../../widget/room.js';
import type { World } from './world.js';

/** What somebody who looks at a room has been shown, beside what the room shows now. */
export class Reader {
  readonly room: Room;
  epoch: string | undefined;
  /** The first place from which on everything is to be shown. */
  begin = 0;
  /** Every `seq` shown in this life of the log. */
  readonly shown = new Set<number>();
  /** By id, the newest state seen. */
  readonly #states = new Map<string, UserMessage>();
  readonly #world: World;

  constructor(room: Room, world: World) {
    this.room = room;
    this.#world = world;
    room.listeners.set(
      () => this.look(),
      ({ length }) => [0, length - 1],
    );
  }

  look(): void {
    const { messages, position } = this.room.replica;
    if (!position) return;
    const first = messages[0]?.seq ?? position.rev + 1;
    if (position.epoch !== this.epoch) this.#begin(position.epoch, first);
    this.begin = Math.min(this.begin, first);
    for (const message of messages) if (this.#states.get(message.id) !== message) this.#see(message);
  }

  #begin(epoch: string, first: number): void {
    this.epoch = epoch;
    this.begin = first;
    this.shown.clear();
    this.#states.clear();
  }

  #see(message: UserMessage): void {
    const { id, rev, seq } = message;
    const before = this.#states.get(id);
    if (before && before.seq === seq && before.rev > rev) {
      this.#world.complain(`${id} goes back from revision ${before.rev} to ${rev}`);
    }
    this.#states.set(id, message);
    this.shown.add(seq);
    this.#world.sightings.push({ epoch: this.epoch!, room: this.room.name, message });
  }
}
