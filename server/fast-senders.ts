import type { IncomingMessage, ServerResponse } from 'node:http';
import { WebSocketServer, type ServerOptions } from 'ws';
import type { Admission } from './admission.js';
import { isIntricate } from './intricate.js';
import { Rates } from './rates.js';

/** Frames of any kind, and kB in them, of one connection: more than its requests and what of them may be refused. */
const FRAME_RATE = { count: 200, perMs: 1000, burst: 1000 };
/** What counts for a frame, in bytes, or in units of its text. */
const FRAME_SIZE = 1024;
/** What the request counts for in which frames come over HTTP: it takes Node several times as long as a frame. */
const FRAMES_PER_POST = 4;
/** How long a websocket that the relay closes may take to be gone, in ms. */
const CLOSE_TIMEOUT_MS = 1000;
/** Pieces of one frame: whoever sends in pieces has some of a kB or more. */
const MAX_FRAGMENTS = 64;
/** What socket.io reads of a packet before its JSON: the type, the namespace, the number of the ack. */
const HEAD = /^[02](?:\/[^,]*,?)?\d{0,15}/;
/** In the place of what is not parsed: a handshake and an event that are refused. */
const UNREAD = { '0': '{"v":null}', '2': '["",null]' };
/** Socket.io can do nothing with it, and closes the connection. */
const NONSENSE = 'x';

/** What is used of a websocket. */
interface Websocket {
  pause?(): void;
  resume?(): void;
  on?(event: 'ping', listener: () => void): void;
}

/** What is used of an engine.io socket. */
interface EngineSocket {
  id: string;
  request: IncomingMessage;
  /** `socket` is there for websockets alone. */
  transport: { socket?: Websocket };
  /** Socket.io gets what is `data` once all have listened. */
  on(event: 'packet', listener: (packet: { data?: string | Buffer }) => void): unknown;
  once(event: 'close', listener: (reason: string) => void): unknown;
  close(discard: true): void;
}

interface Engine {
  on(event: 'connection', listener: (sender: EngineSocket) => void): unknown;
  use(middleware: (request: PolledRequest, response: ServerResponse, next: () => void) => void): unknown;
}

/** A request, once engine.io has read its query. */
type PolledRequest = IncomingMessage & { _query?: { sid?: string } };

/** Reads one frame of a connection in a turn of the event loop: 64 kB that come at once can hold thousands of them. */
export class FairWebSocketServer extends WebSocketServer {
  constructor(options: ServerOptions) {
    const bounds = { closeTimeout: CLOSE_TIMEOUT_MS, maxFragments: MAX_FRAGMENTS };
    super({ ...options, ...bounds, allowSynchronousEvents: false });
  }
}

/**
 * Sees to it that nobody takes the relay's time from the others by what they send: what would take long to be parsed is
 * not, and who sends frames without end is cut off.
 */
export function restrainFastSenders(
  engine: Engine,
  { isLimited, admission }: { isLimited: boolean; admission: Admission },
): void {
  const frames = new Rates(isLimited ? FRAME_RATE : undefined);
  /** Counts frames of the connections that are there, by their ids. */
  const counters = new Map<string, (frames: number) => void>();
  engine.use(({ method, _query: query }, _response, next) => {
    if (method === 'POST') counters.get(query?.sid ?? '')?.(FRAMES_PER_POST);
    next();
  });
  engine.on('connection', sender => {
    const noteFlood = () => isLimited && admission.noteFlood(admission.addressOf(sender.request));
    const countFrames = (count: number) => {
      if (!counters.has(sender.id)) return;
      if (frames.waitMs(sender.id) === 0) return frames.spend(sender.id, count);
      counters.delete(sender.id);
      noteFlood();
      sender.close(true);
      readNoMore(sender);
    };
    const count = (size: number) => countFrames(1 + Math.floor(size / FRAME_SIZE));
    counters.set(sender.id, countFrames);
    sender.transport.socket?.on?.('ping', () => count(0));
    sender.on('packet', packet => {
      count(packet.data?.length ?? 0);
      if (typeof packet.data === 'string' && isIntricate(packet.data)) packet.data = unread(packet.data);
    });
    sender.once('close', reason => {
      counters.delete(sender.id);
      if (reason !== 'transport error' || !websocketOf(sender)) return;
      // What is no websocket frame, or too large a one: no client of ours sends it. Ws would read on until the other
      // side has closed as well.
      noteFlood();
      process.nextTick(() => readNoMore(sender));
    });
  });
}

/** Reads nothing more of a connection: what it sends stays where it is, and costs the relay nothing. */
export function readNoMore(sender: object): void {
  websocketOf(sender)?.pause?.();
}

/** Reads a connection again. */
export function readOn(sender: object): void {
  websocketOf(sender)?.resume?.();
}

function websocketOf(sender: object): Websocket | undefined {
  return (sender as Partial<EngineSocket> | undefined)?.transport?.socket;
}

function unread(text: string): string {
  const [head] = HEAD.exec(text) ?? [];
  return head ? head + UNREAD[head[0] as keyof typeof UNREAD] : NONSENSE;
}
