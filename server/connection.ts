import type { Socket } from 'socket.io';
import type { ClientToRelay, RelayToClient, You } from '../protocol/events.js';
import { MAX_ROOMS_PER_CONNECTION } from '../protocol/limits.js';
import type { Person } from '../protocol/messages.js';
import { Refused } from '../protocol/refusals.js';
import type { Identity } from './identity.js';
import type { Asked, Limits } from './limits.js';
import type { Room } from './room.js';
import type { Rooms } from './rooms.js';
import type { Rules } from './rules.js';
import type { TakenNames } from './taken-names.js';

/** A client in too many rooms has to leave one first; then it may try again, in ms. */
const ROOMS_RETRY_MS = 5000;

export type RelaySocket = Socket<ClientToRelay, RelayToClient>;

/** What all connections of a relay share. */
export interface RelayContext {
  rooms: Rooms;
  names: TakenNames;
  /** What a newcomer is told. */
  welcome: string;
  limits: Limits;
  rules: Rules;
  /** Where what must not happen is reported, once it has. */
  report: (error: unknown) => void;
}

/** Who is behind a socket, and where. */
export interface Caller {
  identity: Identity;
  /** As the limits per address know it. */
  address: string;
}

/** One socket: who it is and which rooms it is in. */
export class Connection {
  readonly socket: RelaySocket;
  readonly relay: RelayContext;
  readonly address: string;
  #identity: Identity;
  readonly #rooms = new Map<string, Room>();

  constructor(socket: RelaySocket, { identity, address }: Caller, relay: RelayContext) {
    this.socket = socket;
    this.relay = relay;
    this.address = address;
    this.#identity = identity;
  }

  get person(): Person {
    return this.#identity.person;
  }

  /** The person behind the connection, with what only they may know. */
  get you(): You {
    const { person, ...secrets } = this.#identity;
    return { ...person, ...secrets };
  }

  /** Counts one of each for the connection, its person and its address. @throws Refused `too-fast` */
  spend(asked: readonly Asked[], room?: string): void {
    const payers = { connection: this.socket.id, person: this.person.id, address: this.address };
    this.relay.limits.spend(asked, room === undefined ? payers : { ...payers, room });
  }

  /** @throws Refused `not-joined` */
  room(name: string): Room {
    const room = this.#rooms.get(name);
    if (!room) throw new Refused('not-joined');
    return room;
  }

  /**
   * Enters a room; harmless when it is there already.
   *
   * @param isBack they say that they were here before
   * @throws Refused `busy` in too many rooms.
   */
  enter(name: string, isBack = false): Room {
    const entered = this.#rooms.get(name);
    if (entered) return entered;
    if (this.#rooms.size >= MAX_ROOMS_PER_CONNECTION)
      throw new Refused('busy', { retryAfter: ROOMS_RETRY_MS });
    const room = this.relay.rooms.open(name);
    this.#rooms.set(name, room);
    room.presence.enter(this.person, isBack);
    return room;
  }

  /** Leaves a room, which its person said in so many words. */
  leave(name: string): void {
    this.#rooms.get(name)?.presence.leave(this.person, true);
    this.#rooms.delete(name);
  }

  rename(name: string): void {
    this.#identity = { person: { ...this.person, name }, resume: this.#identity.resume };
    for (const room of this.#rooms.values()) room.presence.rename(this.person);
  }

  /** The socket is gone; its person may be back in a moment. */
  close(): void {
    for (const room of this.#rooms.values()) room.presence.leave(this.person);
    this.#rooms.clear();
  }
}
