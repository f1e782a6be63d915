import type { IncomingMessage, ServerResponse } from 'node:http';
import { boolean, maxLength, object, optional, picklist, pipe, string, type InferOutput } from 'valibot';
import type { Connection, RelaySocket } from './connection.js';
import { DemoDesk, refused, type Outcome } from './demo-desk.js';

/** How long the relay keeps silent about what it has committed, in ms. */
const ACKS_LOST_MS = 15_000;
/** What everything takes, each way, in ms. */
const DELAY_MS = 2000;
/** A restart asked for so soon after another is refused: visitors must not keep each other out. In ms. */
const RESTART_REST_MS = 5000;
/** Visitors whose faults are remembered. They are few: this bounds what a stranger can make the relay keep. */
const MAX_FAULTY = 1000;
/** An ack, as socket.io writes it, that carries a message back. Quotes in a text are escaped, so it is no text. */
const MESSAGE_ACK = /^3\d+\[\{"ok":true,.*"type":"myMessage"/s;

const orderSchema = object({
  fault: picklist(['cut', 'lose-acks', 'delay', 'restart']),
  person: pipe(string(), maxLength(64)),
  on: optional(boolean(), true),
});

type Order = InferOutput<typeof orderSchema>;

interface Faults {
  acksLostUntil: number;
  delayMs: number;
}

type EngineSocket = RelaySocket['conn'];

/** What the demo's "break it" panel asks for: faults between the relay and one visitor, and a restart for all. */
export class DemoFaults {
  readonly #desk: DemoDesk<Order>;
  readonly #restart: (() => Promise<void>) | undefined;
  readonly #connections = new Set<Connection>();
  readonly #faults = new Map<string, Faults>();
  #restartedAt = 0;

  /** @param restart absent where a restart would forget the messages. */
  constructor(basePath: string, restart?: () => Promise<void>) {
    this.#desk = new DemoDesk({
      path: `${basePath}demo/faults`,
      schema: orderSchema,
      otherwise: 'No such fault.',
      fulfil: order => this.#fulfil(order),
    });
    this.#restart = restart;
  }

  onConnection(connection: Connection): void {
    const { socket } = connection;
    this.#connections.add(connection);
    socket.once('disconnect', () => this.#connections.delete(connection));
    const faults = () => this.#faults.get(connection.person.id);
    delayIncoming(socket.conn, () => faults()?.delayMs ?? 0);
    breakOutgoing(socket.conn, faults);
  }

  answers(request: IncomingMessage, response: ServerResponse): boolean {
    return this.#desk.answers(request, response);
  }

  #fulfil({ fault, person, on }: Order): Outcome {
    if (fault === 'restart') return this.#orderRestart();
    if (fault === 'cut') this.#cut(person);
    if (fault === 'lose-acks') this.#change(person, { acksLostUntil: on ? Date.now() + ACKS_LOST_MS : 0 });
    if (fault === 'delay') this.#change(person, { delayMs: on ? DELAY_MS : 0 });
    return { status: 200, body: this.#stateOf(person) };
  }

  #stateOf(person: string): object {
    const { acksLostUntil = 0, delayMs = 0 } = this.#faults.get(person) ?? {};
    return { acksLostMs: Math.max(0, acksLostUntil - Date.now()), delayMs };
  }

  #cut(person: string): void {
    for (const connection of this.#connections) {
      // The transport alone, at once and without a goodbye, as a lost link does it.
      if (connection.person.id === person) connection.socket.conn.close(true);
    }
  }

  #change(person: string, change: Partial<Faults>): void {
    const faults = { acksLostUntil: 0, delayMs: 0, ...this.#faults.get(person), ...change };
    this.#faults.delete(person);
    this.#faults.set(person, faults);
    if (this.#faults.size > MAX_FAULTY) this.#faults.delete(this.#faults.keys().next().value!);
  }

  #orderRestart(): Outcome {
    const restart = this.#restart;
    if (!restart) return refused(409, 'This relay keeps messages in memory only: a restart would lose them.');
    if (Date.now() - this.#restartedAt < RESTART_REST_MS) return refused(429, 'It was restarted just now.');
    this.#restartedAt = Date.now();
    return { status: 202, body: {}, after: () => void restart() };
  }
}

function delayIncoming(conn: EngineSocket, delayMs: () => number): void {
  const lane = new Lane();
  const listeners = conn.listeners('data') as ((packet: unknown) => void)[];
  conn.removeAllListeners('data').on('data', (packet: unknown) => {
    lane.pass(() => {
      if (conn.readyState === 'open') for (const listener of listeners) listener(packet);
    }, delayMs());
  });
}

function breakOutgoing(conn: EngineSocket, faults: () => Faults | undefined): void {
  const lane = new Lane();
  const write = conn.write.bind(conn);
  conn.write = (packet, ...rest) => {
    const { acksLostUntil = 0, delayMs = 0 } = faults() ?? {};
    const isLost = Date.now() < acksLostUntil && MESSAGE_ACK.test(String(packet));
    if (!isLost) lane.pass(() => write(packet, ...rest), delayMs);
    return conn;
  };
}

/** What goes one way: each after its delay, and none before what came earlier. */
class Lane {
  readonly #waiting: { dueAt: number; go: () => unknown }[] = [];

  pass(go: () => unknown, delayMs: number): void {
    if (delayMs === 0 && this.#waiting.length === 0) go();
    else if (this.#waiting.push({ dueAt: Date.now() + delayMs, go }) === 1) this.#wait();
  }

  #wait(): void {
    const [next] = this.#waiting;
    if (next) setTimeout(() => this.#goOn(), Math.max(0, next.dueAt - Date.now())).unref();
  }

  #goOn(): void {
    // It stays first in line until it is through: what it sets off must not overtake the others.
    this.#waiting[0]!.go();
    this.#waiting.shift();
    this.#wait();
  }
}
