import type { Answer, ClientToRelay, PeopleChange, You } from '../../protocol/events.js';
import type { Changes, Person } from '../../protocol/messages.js';
import { Refused } from '../../protocol/refusals.js';
import { Room, type Link, type Reply, type Request } from '../../widget/room.js';
import type { Status } from '../../widget/status.js';
import { Reader } from './reader.js';
import type { SimulatedSocket } from './relay.js';
import { Wire } from './wire.js';
import type { World } from './world.js';

const SINCE_TIMEOUT_MS = 3000;
const ANSWER_TIMEOUT_MS = 8000;
const JITTER_MS = 1000;
const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 10_000;

/** One text that was sent off, and what its sender was told. */
export interface Sending {
  text: string;
  outcome: 'open' | 'sent' | 'failed';
}

/** A page with the widget's room in it, and a connection that behaves as the widget's. */
export class Client implements Link {
  readonly name: string;
  status: Status = 'connecting';
  readonly refusal = undefined;
  readonly sendings: Sending[] = [];
  room: Room;
  reader: Reader;
  /** The connection, while it lasts. */
  wire: Wire | undefined;
  socket: SimulatedSocket | undefined;
  readonly #world: World;
  readonly #asks = new Set<(answer: undefined) => void>();
  #attempts = 0;
  #connecting: ReturnType<typeof setTimeout> | undefined;

  constructor(name: string, world: World, room: string) {
    this.name = name;
    this.#world = world;
    this.room = this.#show(room);
    this.reader = new Reader(this.room, world);
    this.#connectAfter(0);
  }

  send(text: string): Sending {
    const sending: Sending = { text, outcome: 'open' };
    this.sendings.push(sending);
    const settle = (outcome: Sending['outcome']) => () => {
      this.#world.trace(() => `${this.name}: "${text}" is told to be ${outcome}`);
      sending.outcome = outcome;
    };
    this.room.delivery.send(text).then(settle('sent'), settle('failed'));
    return sending;
  }

  /** Goes to another room. */
  walk(name: string): void {
    const { room } = this;
    room.listeners.clear();
    room.close();
    if (this.wire) this.ask('leave', { room: room.name }).catch(() => {});
    this.room = this.#show(name);
    this.reader = new Reader(this.room, this.#world);
    if (this.wire) void this.room.join();
  }

  /** The page is gone. */
  close(): void {
    this.room.listeners.clear();
    this.room.close();
    clearTimeout(this.#connecting);
    this.cut(0);
    clearTimeout(this.#connecting);
  }

  /** The connection is cut. @param noticedAfterMs when the relay finds out */
  cut(noticedAfterMs: number): void {
    this.wire?.close('client', noticedAfterMs);
  }

  meet({ id, name }: You): Person {
    return { id, name };
  }

  async ask<E extends keyof ClientToRelay>(event: E, request: Request<E>): Promise<Reply<E> | undefined> {
    const answer = await this.#answerTo(event, this.#world.reword(event, request));
    if (answer && !answer.ok) throw new Refused(answer.refusal, answer);
    if (!answer && this.wire) this.#comeBack(this.#world.random.between(0, JITTER_MS));
    return answer;
  }

  #answerTo<E extends keyof ClientToRelay>(
    event: E,
    request: Request<E>,
  ): Promise<Answer<Reply<E>> | undefined> {
    const { wire, socket } = this;
    if (!wire || !socket) throw new TypeError(`${this.name} asks ${event} without a connection`);
    return new Promise(resolve => {
      const settle = (answer: unknown) => {
        this.#asks.delete(settle);
        clearTimeout(timeout);
        this.#world.trace(() => `${this.name}: ${event} is answered ${JSON.stringify(answer)}`);
        resolve(answer ? asArrived(answer as Answer<Reply<E>>) : undefined);
      };
      this.#world.trace(() => `${this.name}: ${event} ${JSON.stringify(request)}`);
      const timeoutMs = event === 'since' ? SINCE_TIMEOUT_MS : ANSWER_TIMEOUT_MS;
      const timeout = setTimeout(() => settle(undefined), timeoutMs);
      this.#asks.add(settle);
      const mayRepeat = event === 'message' || event === 'join';
      wire.send('relay', () => socket.receive(event, request, settle), { mayRepeat });
    });
  }

  #show(name: string): Room {
    const room = new Room(name, this, this.#world.conditions.pageLimit);
    this.#world.variant.alter?.(room, this.#world);
    return room;
  }

  #connect(): void {
    const { relay, random } = this.#world;
    if (!relay) return this.#connectAfter(this.#retryMs() * (0.5 + random.next()));
    const wire: Wire = new Wire(this.#world, {
      client: () => this.#handleClose(),
      relay: () => relay.disconnect(socket),
    });
    const person = { id: this.name, name: this.name };
    const socket = relay.connect(wire, {
      identity: { person, role: 'guest' },
      hear: (event, news) => {
        this.#world.trace(() => `${this.name}: hears ${event} ${JSON.stringify(news)}`);
        this.#hear(event, asArrived(news as Changes & PeopleChange));
      },
    });
    Object.assign(this, { wire, socket });
    this.#attempts = 0;
    this.status = 'online';
    this.#world.trace(() => `${this.name}: is connected`);
    void this.room.join();
  }

  #hear(event: string, news: Changes & PeopleChange): void {
    const { room } = this;
    if (news.room !== room.name) return;
    if (event === 'messages') room.apply(news);
    if (event === 'people') room.meet(news);
  }

  #handleClose(): void {
    this.#world.trace(() => `${this.name}: the connection is gone`);
    this.wire = this.socket = undefined;
    this.status = 'reconnecting';
    this.room.hold();
    for (const settle of this.#asks) settle(undefined);
    this.#connectAfter(this.#retryMs() * (0.5 + this.#world.random.next()));
  }

  #comeBack(delayMs: number): void {
    this.cut(this.#world.random.between(0, JITTER_MS));
    this.#connectAfter(delayMs);
  }

  #connectAfter(delayMs: number): void {
    clearTimeout(this.#connecting);
    this.#connecting = setTimeout(() => this.#connect(), delayMs);
  }

  #retryMs(): number {
    return Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.#attempts++);
  }
}

/** What came over the wire is nobody else's: the same message twice is two objects. */
function asArrived<T extends object>(arrived: T): T {
  const { messages } = arrived as { messages?: object[] };
  return messages ? { ...arrived, messages: messages.map(message => ({ ...message })) } : arrived;
}
