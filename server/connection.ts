import type { Socket } from 'socket.io';
import type { Color } from '../protocol/colors.js';
import type { ClientToRelay, RelayToClient, RoomSettings, You } from '../protocol/events.js';
import { MAX_ROOMS_PER_CONNECTION, MAX_TEXT_LENGTH } from '../protocol/limits.js';
import type { Person } from '../protocol/messages.js';
import { Refused, type Refusal, type RefusalAnswer } from '../protocol/refusals.js';
import type { Acquaintances } from './acquaintances.js';
import type { Admission } from './admission.js';
import type { Backlog } from './backlog.js';
import type { Connections } from './connections.js';
import { Deadline } from './deadline.js';
import { channelOf } from './fan-out.js';
import { choiceOf, colored, guestName, youOf, type Identity, type Role } from './identity.js';
import type { Asked, Limits } from './limits.js';
import type { Members } from './members.js';
import type { Moderation } from './moderation/moderation.js';
import type { RoomPolicies } from './rights.js';
import type { Room } from './room.js';
import type { Rooms } from './rooms.js';
import type { SlowMode } from './slow-mode.js';
import type { Choice } from './store/store.js';
import type { Rules } from './rules.js';
import { readNoMore } from './fast-senders.js';
import type { TakenNames } from './taken-names.js';
import { explain } from './tutorial.js';

/** A client in too many rooms has to leave one first; then it may try again, in ms. */
const ROOMS_RETRY_MS = 5000;

export type RelaySocket = Socket<ClientToRelay, RelayToClient>;

/** What all connections of a relay share. */
export interface RelayContext {
  rooms: Rooms;
  names: TakenNames;
  /** What a newcomer is told. */
  welcome: string;
  policies: RoomPolicies;
  slowMode: SlowMode;
  limits: Limits;
  /** Where those wait who ask too fast. */
  backlog: Backlog;
  admission: Pick<Admission, 'noteFlood'>;
  moderation: Moderation;
  rules: Rules;
  acquaintances: Pick<Acquaintances, 'note'>;
  /** All that are open. */
  connections: Connections;
  members: Members;
  /** Where what must not happen is reported, once it has. */
  report: (error: unknown) => void;
}

/** Who is behind a socket, and where. */
export interface Caller {
  identity: Identity;
  /** As the limits per address know it. */
  address: string;
  dialect?: 'current' | 'tutorial';
}

/** One socket: who it is and which rooms it is in. */
export class Connection {
  readonly socket: RelaySocket;
  readonly relay: RelayContext;
  readonly address: string;
  readonly #isTutorial: boolean;
  #identity: Identity;
  readonly #rooms = new Map<string, Room>();
  /** When the token ends, and with it the connection. */
  readonly #end = new Deadline(() => this.end({ refusal: 'expired-token' }));

  constructor(socket: RelaySocket, { identity, address, dialect }: Caller, relay: RelayContext) {
    this.socket = socket;
    this.#isTutorial = dialect === 'tutorial';
    this.relay = relay;
    this.address = address;
    this.#identity = identity;
    this.#end.set(identity.endsAt);
  }

  get person(): Person {
    return this.#identity.person;
  }

  get role(): Role {
    return this.#identity.role;
  }

  /** The person behind the connection, with what only they may know. */
  get you(): You {
    return youOf(this.#identity);
  }

  /** Why this person may not write in a room now. */
  refusalIn(room: string): Refusal | undefined {
    if (!this.relay.policies.mayWrite(this.#identity, room)) return 'read-only';
    return this.relay.moderation.refusalFor(this, room);
  }

  /** Why nobody is told of another name of theirs now: they may write in none of the rooms that they are in. */
  get refusalToAppear(): Refusal | undefined {
    const refusals = Array.from(this.#rooms.keys(), room => this.refusalIn(room));
    return refusals.every(refusal => refusal) ? refusals[0] : undefined;
  }

  /** How old a message of a room may be for this person to see it, in ms. Undefined: any age. */
  historyMs(room: string): number | undefined {
    return this.role === 'moderator' ? undefined : this.relay.policies.of(room)?.history;
  }

  /** How long one waits between two messages in a room, in ms: as it is set up, or as moderators say; 0: not at all. */
  slowMsIn(room: string): number {
    const { policies, moderation } = this.relay;
    return Math.max(policies.of(room)?.slow ?? 0, moderation.slowMsIn(room));
  }

  /** How this person may write in a room. */
  settingsIn(room: string): RoomSettings {
    const title = this.relay.policies.of(room)?.title;
    const slowMs = this.slowMsIn(room);
    const refusal = this.refusalIn(room);
    const told = { ...(refusal === 'muted' && { refusal }), ...(title && { title }) };
    return { maxLength: MAX_TEXT_LENGTH, mayWrite: !refusal, ...told, ...(slowMs && { slowMs }) };
  }

  /** Tells them that moderators have changed that. @param room if they are in it; undefined: all that they are in */
  tellSettings(room?: string): void {
    if (this.#isTutorial) return;
    for (const name of this.#rooms.keys())
      if (room === undefined || name === room)
        this.socket.emit('settings', { room: name, settings: this.settingsIn(name) });
  }

  /** @throws Refused `slow-mode` to who has just said something in a slow room @returns takes note that they have */
  pace(room: string): () => void {
    const slowMs = this.slowMsIn(room);
    if (!slowMs || this.role === 'moderator') return () => {};
    // Who is new with every message is one of those who are new from there.
    const isNew = this.role === 'guest' && !this.#identity.isKept;
    return this.relay.slowMode.pace(room, this.person.id, slowMs, isNew ? this.address : undefined);
  }

  /** Counts one of each for the connection, its person and its address. @returns 0, or how long to wait, in ms */
  take(asked: readonly Asked[], room?: string): number {
    const payers = { connection: this.socket.id, person: this.person.id, address: this.address };
    return this.relay.limits.take(asked, room === undefined ? payers : { ...payers, room });
  }

  /** As `take`. @throws Refused `too-fast` */
  spend(asked: readonly Asked[], room?: string): void {
    const waitMs = this.take(asked, room);
    if (waitMs > 0) throw new Refused('too-fast', { retryAfter: waitMs });
  }

  /** It was refused as too fast. Who goes on regardless is cut off. */
  noteTooFast(): void {
    if (this.socket.connected && this.relay.limits.isFlooding(this.socket.id)) this.cutOff();
  }

  /** Ends it, as one that floods the relay. */
  cutOff(): void {
    const { conn, connected } = this.socket;
    if (!connected) return;
    this.end({ refusal: 'too-fast', retryAfter: this.relay.admission.noteFlood(this.address) });
    readNoMore(conn);
  }

  /** @throws Refused `not-joined` */
  room(name: string): Room {
    const room = this.#rooms.get(name);
    if (!room) throw new Refused('not-joined');
    return room;
  }

  /** The room, to write in it. @throws Refused `not-joined`, `read-only`, `muted` */
  roomToWrite(name: string): Room {
    const room = this.room(name);
    const refusal = this.refusalIn(name);
    if (refusal) throw new Refused(refusal);
    return room;
  }

  /**
   * Enters a room; harmless when it is there already.
   *
   * @param isBack they say that they were here before
   * @throws Refused `unknown-room`; `busy` in too many rooms.
   */
  enter(name: string, isBack = false): Room {
    if (!this.#mayEnter(name)) throw new Refused('unknown-room');
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
    void this.socket.leave(channelOf(name));
    this.#rooms.get(name)?.presence.leave(this.person, true);
    this.#rooms.delete(name);
  }

  /** Goes by another name. */
  rename(name: string): void {
    delete this.#identity.refusal;
    delete this.#identity.suggestion;
    this.#appear(person => ({ ...person, name }));
    this.keepInMind();
  }

  /** Whom a site vouches for has their name for themselves: who goes by it already goes by a guest's from now on. */
  claimName(person = this.person): void {
    const { names, connections } = this.relay;
    if (!names.keep(person)) return;
    for (const other of connections)
      if (names.isTaken(other.person)) other.#appear(taken => ({ ...taken, name: guestName(taken.id) }));
  }

  /** Another colour for their name. */
  recolor(color: Color | 'none'): void {
    this.#appear(person => colored(person, color));
    this.keepInMind({ color });
  }

  /** Remembers who it is, as someone who has written or has chosen something. @param choice what is new of it */
  keepInMind(choice: Choice = {}): void {
    this.#identity.isKept = true;
    const { id, name, verified } = this.person;
    const address = this.relay.moderation.addressOf(id);
    const known = { ...(verified && { verifiedName: name }), ...(address && { address }) };
    const news = { ...choiceOf(this.#identity), ...choice, ...known };
    this.relay.acquaintances.note(id, news);
  }

  /** Is nobody to be remembered, unless they write again or choose a name. */
  forget(): void {
    this.#identity.isKept = false;
  }

  /** Goes on with a later token. @throws BadToken, Refused `expired-token` */
  async renew(token: string): Promise<void> {
    const identity = await this.relay.members.renew(this.#identity, token);
    if (!this.socket.connected) return;
    this.claimName(identity.person);
    const person = colored(identity.person, this.person.color);
    this.#become({ ...identity, person, isKept: this.#identity.isKept ?? false });
    this.#end.set(identity.endsAt);
  }

  /** The socket is gone; its person may be back in a moment. */
  close(): void {
    this.#end.clear();
    if (this.#identity.isKept) this.keepInMind();
    for (const room of this.#rooms.values()) room.presence.leave(this.person);
    this.#rooms.clear();
  }

  /** Ends it, and says why: the client must not come back as it is. */
  end(answer: RefusalAnswer): void {
    if (this.#isTutorial) explain(this.socket, answer.refusal);
    else this.socket.emit('bye', answer);
    this.socket.disconnect(true);
  }

  #mayEnter(room: string): boolean {
    return this.relay.policies.mayEnter(this.#identity, room);
  }

  /** In all of their tabs, each with what else its own token says. */
  #appear(as: (person: Person) => Person): void {
    for (const connection of this.relay.connections.of(this.person.id))
      connection.#become({ ...connection.#identity, person: as(connection.person) });
  }

  /** Stays in the rooms that are still open to whom it is now. */
  #become(identity: Identity): void {
    this.#identity = identity;
    for (const [name, room] of this.#rooms) {
      if (this.#mayEnter(name)) room.presence.change(this.person);
      else this.leave(name);
    }
  }
}
