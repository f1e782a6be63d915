import { Manager, type ManagerOptions, type Socket } from 'socket.io-client';
import type { Answer, ClientToRelay, RelayToClient, You } from '../protocol/events.js';
import type { Person } from '../protocol/messages.js';
import { Refused, type Refusal, type RefusalAnswer } from '../protocol/refusals.js';
import { addressOf, keptAs } from './address.js';
import { Memory } from './memory.js';
import { Room, type Link, type Reply, type Request } from './room.js';
import type { Status } from './status.js';
import { watchWaking } from './waking.js';

const TRANSPORTS: TransportOptions['transports'] & {} = ['websocket', 'polling'];
const CONNECT_TIMEOUT_MS = 5000;
/** Longer than the relay takes to find out that it cannot keep messages. */
const ANSWER_TIMEOUT_MS = 8000;
/** What is missing is at hand: a link that does not bring it is dead. */
const SINCE_TIMEOUT_MS = 3000;
/** So that not all come back at once. */
const JITTER_MS = 1000;
/** How often, of all times that it comes back, a websocket is tried again where it had failed. */
const TRY_AGAIN = 0.2;
/** A handshake refused in words that are not ours. */
const UNKNOWN_NO = { refusal: 'unavailable', retryAfter: 10_000 } as const;
const HTTP_FORBIDDEN = 403;
/** Failed attempts after which reconnecting is called offline. */
const PATIENT_ATTEMPTS = 2;

const connections = new Map<string, Connection>();

export interface ConnectionOptions {
  /** What is remembered between connections. Absent: nothing is. */
  memory?: Memory;
  /** The name to go by. Without it the relay gives one. */
  name?: string | undefined;
  /** Secret of an earlier connection, to be the same person. */
  resume?: string | undefined;
  /** The site's word on who the visitor is. Without it a guest. */
  token?: string | undefined;
  /** The world on the relay that the rooms are in; without it the relay's own. */
  space?: string | undefined;
  /** Overrides how socket.io connects. */
  manager?: TransportOptions | undefined;
}

export interface TransportOptions extends Partial<Omit<ManagerOptions, 'transports'>> {
  /** What to try, in this order. Default: websocket, polling. */
  transports?: ('websocket' | 'polling')[];
}

/** The way to one relay. Lives as long as one of its rooms is shown. */
export class Connection implements Link {
  status: Status = 'connecting';
  refusal: Refusal | undefined;
  readonly memory: Memory | undefined;
  readonly #key: string;
  readonly #address: string;
  readonly #manager: Manager;
  readonly #socket: Socket<RelayToClient, ClientToRelay>;
  readonly #rooms = new Map<string, Room>();
  readonly #transports: typeof TRANSPORTS;
  readonly #stopWatching: () => void;
  #name: string;
  #resume: string | undefined;
  #token: string | undefined;
  #failedAttempts = 0;
  #comingBack: ReturnType<typeof setTimeout> | undefined;

  /** As who one speaks. */
  get whose(): 'guest' | 'member' {
    return this.#token ? 'member' : 'guest';
  }

  /** Secret that makes the next connection the same person. Undefined before the relay has told it. */
  get resume(): string | undefined {
    return this.#resume;
  }

  /** The connection that all widgets of a page share. @throws TypeError if the relay is no address */
  static to(relay: string, space: string, token?: string): Connection {
    const key = keptAs(relay, space);
    const memory = Memory.of(key);
    const connection = connections.get(key) ?? new Connection(relay, { memory, ...memory, space, token });
    connections.set(key, connection);
    if (token && token !== connection.#token) connection.signIn(token);
    return connection;
  }

  /**
   * Connects to a relay.
   *
   * @param relay address of the relay's folder, absolute or relative to the page
   * @throws TypeError if it is no address
   */
  constructor(relay: string, { name = '', resume, manager, memory, token, space = '' }: ConnectionOptions) {
    const [origin, path] = addressOf(relay);
    this.#address = origin + path;
    this.#key = keptAs(relay, space);
    this.memory = memory;
    this.#token = token;
    this.#name = name;
    this.#resume = resume;
    this.#transports = manager?.transports ?? TRANSPORTS;
    this.#manager = new Manager(origin, {
      path,
      autoConnect: false,
      tryAllTransports: true,
      timeout: CONNECT_TIMEOUT_MS,
      reconnectionDelay: 500,
      reconnectionDelayMax: 10_000,
      ...manager,
      transports: [...this.#transports],
    });
    this.#socket = this.#manager.socket(`/${space}`, {
      auth: (give: (auth: object) => void) =>
        give({
          v: 1,
          name: this.#name || undefined,
          resume: this.#resume,
          token: this.#token || undefined,
        }),
    });
    this.#socket
      .on('connect', () => this.#handleConnect())
      .on('disconnect', reason => this.#handleDisconnect(reason))
      .on('connect_error', error => this.#handleError(error))
      .on('bye', answer => this.#stayAway(answer))
      .on('messages', changes => this.#rooms.get(changes.room)?.apply(changes))
      .on('people', change => this.#rooms.get(change.room)?.meet(change))
      .on('settings', ({ room, settings }) => this.#rooms.get(room)?.heed(settings))
      .on('typing', ({ room, names, ids }) => this.#rooms.get(room)?.tell('typing', { names, ids }));
    this.#stopWatching = watchWaking(() => this.#wake());
    if (memory) memory.onOther = () => this.#beOther();
    this.#socket.connect();
  }

  /** A room to show. Give it back with `leave`. */
  enter(name: string, historySize: number): Room {
    const known = this.#rooms.get(name);
    if (known) return known;
    const room = new Room(name, this, historySize);
    this.#rooms.set(name, room);
    if (this.#socket.connected) void room.join();
    return room;
  }

  /** What a room that is shown is called, instead of its name. */
  titleOf(name: string): string | undefined {
    return this.#rooms.get(name)?.settings?.title;
  }

  /** Ends a room that nobody shows any more, and with the last room the connection. */
  leave(room: Room): void {
    if (room.listeners.size > 0) return;
    this.#rooms.delete(room.name);
    room.close();
    if (this.#rooms.size === 0) this.#close();
    else if (this.#socket.connected) this.ask('leave', { room: room.name }).catch(() => {});
  }

  /** Goes by another name from now on, until it is closed. @throws Refused `bad-name`, and keeps the old one */
  async rename(name: string): Promise<void> {
    const before = this.#name;
    this.#name = name;
    if (!this.#socket.connected) return;
    try {
      await this.ask('rename', { name });
    } catch (error) {
      this.#name = before;
      throw error;
    }
  }

  /** Shows another token: it renews the one before, or makes the visitor another. @param token '' for a guest */
  signIn(token: string): void {
    this.#token = token;
    const renewal = this.#socket.connected ? this.ask('renew', { token }) : Promise.reject(new Error());
    // Some rooms may be open to them no more, and others be written in.
    renewal.then(
      () => this.#joinAll(),
      () => this.#comeBack(0),
    );
  }

  /** Forgets who the visitor is, and what was typed: a new guest goes on. */
  signOut(): void {
    this.memory?.forget();
    this.#name = '';
    this.#resume = undefined;
    this.signIn('');
  }

  /** What another tab says of who the visitor is holds here too, unless the site has said it. */
  #beOther(): void {
    if (this.#token || connections.get(this.#key) !== this) return;
    this.#name = this.memory!.name ?? '';
    this.#resume = this.memory!.resume;
    this.#comeBack(0);
  }

  meet({ resume, refusal, ...person }: You): Person {
    this.#resume = resume;
    if (this.memory) this.memory.resume = resume;
    if (refusal) this.#name = '';
    delete person.suggestion;
    return person;
  }

  async ask<E extends keyof ClientToRelay>(event: E, request: Request<E>): Promise<Reply<E> | undefined> {
    const timeoutMs = event === 'since' ? SINCE_TIMEOUT_MS : ANSWER_TIMEOUT_MS;
    const socket = this.#socket.timeout(timeoutMs) as unknown as Asking;
    const answer = await socket.emitWithAck<Answer<Reply<E>>>(event, request).catch(() => undefined);
    if (answer && !answer.ok) throw new Refused(answer.refusal, answer);
    const { you } = (answer ?? {}) as { you?: You };
    if (you && event !== 'join') this.#rooms.forEach(room => room.enterAs(this.meet(you)));
    // Who asked `since` has just woken up, or waits for a hole to be filled: at once, and not all at a time.
    if (!answer && this.#socket.connected) this.#comeBack(event === 'since' ? 0 : Math.random() * JITTER_MS);
    return answer;
  }

  #handleConnect(): void {
    this.#failedAttempts = 0;
    this.refusal = undefined;
    this.status = 'online';
    this.#joinAll();
  }

  #joinAll(): void {
    for (const room of this.#rooms.values()) void room.join();
  }

  #handleDisconnect(reason: string): void {
    // What is still buffered would be sent on connecting, before the rooms are joined.
    this.#socket.sendBuffer = [];
    // A websocket that worked is worth trying first again; and what was in its way may be gone by now.
    const { engine, opts } = this.#manager;
    if (engine.transport.name === 'websocket' || Math.random() < TRY_AGAIN)
      opts.transports = [...this.#transports];
    // Only a relay that wants its clients to stay away closes the socket and not the transport.
    this.status = reason === 'io server disconnect' ? 'offline' : 'reconnecting';
    for (const room of this.#rooms.values()) room.hold();
  }

  #handleError(error: Error & { data?: RefusalAnswer; description?: unknown }): void {
    // Refused by the relay, or by whatever answers there in its place.
    if (!this.#socket.active) return this.#stayAway(error.data?.refusal ? error.data : UNKNOWN_NO);
    // A proxy that hangs the upgrade of a websocket lets polling through.
    if (error.message === 'timeout') this.#manager.opts.transports!.reverse();
    if (error.description === HTTP_FORBIDDEN) this.#askWhy().catch(() => {});
    if (++this.#failedAttempts >= PATIENT_ATTEMPTS) this.status = 'offline';
    for (const room of this.#rooms.values()) room.tell();
  }

  /** What is forbidden is told to who reads the answer: the error has none of it. */
  async #askWhy(): Promise<void> {
    const response = await fetch(`${this.#address}?EIO=4&transport=polling`);
    const { message } = (await response.json()) as { message?: string };
    // An address with too many connections may come back later.
    if (message === 'bad-origin') this.#stayAway({ refusal: message });
  }

  #stayAway({ refusal, retryAfter }: RefusalAnswer): void {
    if (retryAfter === undefined) this.#socket.disconnect();
    else this.#comeBack(retryAfter + Math.random() * JITTER_MS);
    this.refusal = refusal;
    this.status = retryAfter === undefined ? 'refused' : 'offline';
    for (const room of this.#rooms.values()) room.tell('error', { refusal, retryAfter });
  }

  #comeBack(delayMs: number): void {
    clearTimeout(this.#comingBack);
    this.#socket.disconnect();
    this.#comingBack = setTimeout(() => {
      this.#socket.connect();
    }, delayMs);
  }

  /** The page was asleep or without a network: what looks connected may be dead, and waiting longer is no use. */
  #wake(): void {
    if (this.#socket.connected) for (const room of this.#rooms.values()) void room.catchUp();
    else if (this.#socket.active && this.#failedAttempts > 0) this.#comeBack(0);
  }

  #close(): void {
    clearTimeout(this.#comingBack);
    if (connections.get(this.#key) === this) connections.delete(this.#key);
    this.#stopWatching();
    this.#socket.disconnect();
  }
}

/** The part of a socket that asks, without the event maps: `ask` knows them. */
interface Asking {
  emitWithAck<T>(event: string, request: unknown): Promise<T>;
}
