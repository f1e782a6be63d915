import type { IncomingMessage, ServerResponse } from 'node:http';
import { boolean, maxLength, object, optional, picklist, pipe, safeParse, string } from 'valibot';
import type { Connection, RelaySocket } from './connection.js';
import { isOwnOrigin } from './origins.js';
import type { Extension } from './relay.js';

/** How long the relay keeps silent about what it has committed, in ms. */
const ACKS_LOST_MS = 15_000;
/** What everything takes, each way, in ms. */
const DELAY_MS = 2000;
/** A restart asked for so soon after another is refused: visitors must not keep each other out. In ms. */
const RESTART_REST_MS = 5000;
const MAX_BODY_BYTES = 500;
/** Visitors whose faults are remembered. They are few: this bounds what a stranger can make the relay keep. */
const MAX_FAULTY = 1000;
/** An ack, as socket.io writes it, that carries a message back. Quotes in a text are escaped, so it is no text. */
const MESSAGE_ACK = /^3\d+\[\{"ok":true,.*"type":"myMessage"/s;

const orderSchema = object({
  fault: picklist(['cut', 'lose-acks', 'delay', 'restart']),
  person: pipe(string(), maxLength(64)),
  on: optional(boolean(), true),
});

interface Faults {
  acksLostUntil: number;
  delayMs: number;
}

interface Outcome {
  status: number;
  body: object;
  /** What is done once the answer is out. */
  after?: () => void;
}

type EngineSocket = RelaySocket['conn'];

/** What the demo's "break it" panel asks for: faults between the relay and one visitor, and a restart for all. */
export class DemoFaults implements Extension {
  readonly #path: string;
  readonly #restart: (() => Promise<void>) | undefined;
  readonly #connections = new Set<Connection>();
  readonly #faults = new Map<string, Faults>();
  #restartedAt = 0;

  /** @param restart absent where a restart would forget the messages. */
  constructor(basePath: string, restart?: () => Promise<void>) {
    this.#path = `${basePath}demo/faults`;
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
    if (request.method !== 'POST' || request.url !== this.#path) return false;
    this.#outcomeOf(request).then(
      outcome => send(response, outcome),
      () => response.destroy(), // the visitor went away in the middle of asking
    );
    return true;
  }

  async #outcomeOf(request: IncomingMessage): Promise<Outcome> {
    const { origin, host, 'content-length': length } = request.headers;
    if (!origin || !isOwnOrigin(origin, host)) return refused(403, "Only the relay's own page may ask this.");
    if (!(Number(length) <= MAX_BODY_BYTES)) return refused(413, `At most ${MAX_BODY_BYTES} bytes.`);
    const order = safeParse(orderSchema, parse(await textOf(request)));
    if (!order.success) return refused(400, 'No such fault.');
    const { fault, person, on } = order.output;
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

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refused(status: number, sentence: string): Outcome {
  return { status, body: { sentence } };
}

function send(response: ServerResponse, { status, body, after }: Outcome): void {
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  });
  if (after) response.once('finish', after);
  response.end(JSON.stringify(body));
}
