import type { Color } from '../protocol/colors.js';
import type { Person, Position, UserMessage } from '../protocol/messages.js';
import { Refused } from '../protocol/refusals.js';
import { DEFAULT_PAGE_MESSAGES } from '../protocol/limits.js';
import { Connection, type TransportOptions } from './connection.js';
import type { ChatEvents } from './events.js';
import type { Room, RoomListener } from './room.js';
import type { Status } from './status.js';
import type { View } from './timeline.js';

export { Refused };
export type { Refusal } from '../protocol/refusals.js';
export type { ChatEvents, Color, Person, Position, Status, TransportOptions, UserMessage };

export interface ClientOptions {
  /** Address of the relay's folder, such as `https://chat.example.org/`. On a page also relative to it. */
  relay: string;
  /** Name of the room. Default: `lobby`. */
  room?: string;
  /** The name to go by. Without it the relay gives one. */
  nickname?: string;
  /** With how many messages to begin: 1 to 200. Default: 50. */
  historySize?: number;
  /** `resume` of an earlier client, to be the same person. A secret. */
  resume?: string;
  /** Overrides how socket.io connects: transports, delays, headers. */
  manager?: TransportOptions;
}

/** What a client tells: the element's events, without their prefix. */
export type ClientEvents = Pick<
  ChatEvents,
  'ready' | 'status' | 'message' | 'sent' | 'failed' | 'people' | 'typing' | 'error'
>;

/**
 * Enters a room of a relay without an element, also from Node.js. Keeps trying where the relay does not answer.
 *
 * @returns the room, once it is open
 * @throws Refused if the relay does not let it in, TypeError if `relay` is no address
 */
export async function connect(options: ClientOptions): Promise<ChatRoom> {
  const room = new ChatRoom(options);
  await room.opened();
  return room;
}

/** One room, over a connection of its own: it comes back by itself, with what was missed, until it is closed. */
export class ChatRoom {
  readonly #connection: Connection;
  readonly #room: Room;
  readonly #listeners = new Map<keyof ClientEvents, Set<(detail: never) => void>>();
  #toldStatus: Status = 'connecting';
  #isClosed = false;
  #needsHistory = false;

  /** Begins to enter. `connect` also waits until the room is open. */
  constructor({ relay, room = 'lobby', nickname, historySize, resume, manager }: ClientOptions) {
    this.#connection = new Connection(relay, { name: nickname, resume, manager });
    this.#room = this.#connection.enter(room, historySize ?? DEFAULT_PAGE_MESSAGES);
    this.#room.listeners.set(this.#hear, this.#view);
  }

  /** Name of the room. */
  get name(): string {
    return this.#room.name;
  }

  /** How the connection stands; `idle` once it is closed. */
  get status(): Status {
    return this.#isClosed ? 'idle' : this.#room.status;
  }

  /** The newest messages in the room's order: up to 2,000, or all since `loadHistory` was called. */
  get messages(): readonly UserMessage[] {
    return this.#room.replica.messages;
  }

  /** Who is in the room, as far as the relay tells names. */
  get people(): Person[] {
    return this.#room.presence.list;
  }

  /** Who this client is. Undefined before the room is open. */
  get me(): Person | undefined {
    return this.#room.me;
  }

  /** Proves on another connection to be the same person. A secret; undefined before the room is open. */
  get resume(): string | undefined {
    return this.#connection.resume;
  }

  /** How far the room is known. Undefined before it is open. */
  get position(): Position | undefined {
    return this.#room.replica.position;
  }

  /** Listens. @returns ends it */
  on<E extends keyof ClientEvents>(event: E, listener: (detail: ClientEvents[E]) => void): () => void {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  /** Waits until the room is open. @throws Refused if the relay does not let it in, or it is closed before */
  opened(): Promise<void> {
    return new Promise((resolve, reject) => {
      const look: RoomListener = () => {
        const isRefused = this.#isClosed || this.status === 'refused';
        if (!isRefused && !this.me) return;
        this.#room.listeners.delete(look);
        if (!isRefused) return resolve();
        this.close();
        reject(new Refused(this.#room.refusal ?? 'unavailable'));
      };
      this.#room.listeners.set(look, this.#view);
      look();
    });
  }

  /**
   * Sends a text. Lost connections are waited for, for a minute.
   *
   * @param options.id 16 to 64 of [A-Za-z0-9_-], unique in the room. A text sent again under its id is there once
   * @returns the message, once the relay holds it
   * @throws Refused if it does not take it, or could not be reached
   */
  async send(text: string, options: { id?: string } = {}): Promise<UserMessage> {
    if (this.#isClosed) throw new Refused('unavailable');
    return this.#room.delivery.send(text, options.id);
  }

  /** Goes by another name. @throws Refused `bad-name` */
  rename(nickname: string): Promise<void> {
    return this.#connection.rename(nickname);
  }

  /** Gives their name a colour, or takes it away. @throws Refused, `unavailable` without a connection */
  async recolor(color: Color | 'none'): Promise<void> {
    if (this.status !== 'online') throw new Refused('unavailable');
    await this.#connection.ask('recolor', { color });
  }

  /** Loads 50 earlier messages, if there are any, and from now on lets go of none. @returns whether there are more */
  async loadHistory(): Promise<boolean> {
    this.#needsHistory = true;
    await this.#room.loadOlder();
    return this.#room.replica.hasOlder;
  }

  /** Leaves the room and ends the connection. What was not sent fails. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#room.tell();
    this.#room.listeners.clear();
    this.#connection.leave(this.#room);
  }

  /** What has to stay. */
  readonly #view: View = ({ length }) => [this.#needsHistory ? 0 : length, length - 1];

  readonly #hear: RoomListener = (event, detail) => {
    this.#tellStatus();
    if (event) this.#tell(event, detail as ClientEvents[typeof event]);
    if (event === 'failed') this.#forgetFailed();
  };

  #tellStatus(): void {
    const { status } = this;
    if (status === this.#toldStatus) return;
    this.#toldStatus = status;
    this.#tell('status', { status, refusal: this.#room.refusal });
  }

  #tell<E extends keyof ClientEvents>(event: E, detail: ClientEvents[E]): void {
    for (const listener of this.#listeners.get(event) ?? []) {
      try {
        listener(detail as never);
      } catch (error) {
        // A listener's mistake is the listener's: it must not stop the connection.
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }

  /** Nobody looks at it here: trying again is sending again. */
  #forgetFailed(): void {
    const { pending, onDiscard } = this.#room.delivery;
    for (const { draft } of pending) if (draft.state === 'failed') onDiscard(draft);
  }
}
