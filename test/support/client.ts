import { randomBytes } from 'node:crypto';
import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import type {
  Answer,
  ClientToRelay,
  Joined,
  JoinRequest,
  PeopleChange,
  RelayToClient,
} from '../../protocol/events.js';
import type { Changes, MyMessage, UserMessage } from '../../protocol/messages.js';
import type { RefusalAnswer } from '../../protocol/refusals.js';
import { Inbox } from './inbox.js';

export type RawSocket = Socket<RelayToClient, ClientToRelay>;

/** Who comes with a token has no secret of the relay's. */
type JoinedAsGuest = Joined & { you: { resume: string } };

export interface ClientOptions {
  name?: string;
  resume?: string;
  token?: unknown;
  /** Name of the space; absent: the default one. */
  space?: string;
  /** For socket.io-client itself. */
  io?: Partial<ManagerOptions & SocketOptions>;
}

/**
 * Opens a socket to a relay, and waits until it is connected. It is wrapped before, so that nothing goes unheard.
 * Rejects with what `connect_error` carried.
 */
export async function openSocket<C>(
  url: string,
  options: ClientOptions['io'],
  wrap: (socket: RawSocket) => C,
  space = '',
): Promise<C> {
  const { origin, pathname } = new URL(url);
  const socket: RawSocket = io(`${origin}/${space}`, {
    path: `${pathname}socket.io/`,
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    ...options,
  });
  const client = wrap(socket);
  await new Promise<void>((resolve, reject) => {
    const refuse = (error: Error) => {
      socket.close();
      reject(error);
    };
    // Later errors are for whoever reconnects.
    socket.once('connect', () => {
      socket.off('connect_error', refuse);
      resolve();
    });
    socket.once('connect_error', refuse);
  });
  return client;
}

export function newId(): string {
  return randomBytes(16).toString('base64url');
}

/** A current client one can await: what it hears is kept until it is asked for. */
export class Client {
  readonly socket: RawSocket;
  readonly messages = new Inbox<UserMessage>();
  readonly packets = new Inbox<Changes>();
  readonly people = new Inbox<PeopleChange>();
  readonly typing = new Inbox<{ room: string; names: string[] }>();
  readonly byes = new Inbox<RefusalAnswer>();
  /** Why it was disconnected, each time. */
  readonly goodbyes = new Inbox<string>();
  /** The answer to the last join. */
  joined!: JoinedAsGuest;

  static connect(
    url: string,
    { name, resume, token, space = '', io: options }: ClientOptions = {},
  ): Promise<Client> {
    const auth = {
      v: 1,
      ...(name !== undefined && { name }),
      ...(resume && { resume }),
      ...(token !== undefined && { token }),
    };
    return openSocket(url, { auth, ...options }, socket => new Client(socket), space);
  }

  constructor(socket: RawSocket) {
    this.socket = socket;
    socket.on('messages', changes => {
      this.packets.put(changes);
      for (const message of changes.messages) this.messages.put(message);
    });
    socket.on('people', change => this.people.put(change));
    socket.on('typing', writing => this.typing.put(writing));
    socket.on('bye', answer => this.byes.put(answer));
    socket.on('disconnect', reason => this.goodbyes.put(reason));
  }

  /** Any event with any payload, and the relay's answer. */
  ask(event: string, ...payload: unknown[]): Promise<Answer<Record<string, unknown>>> {
    return this.socket.timeout(30_000).emitWithAck(event as 'join', ...(payload as [JoinRequest])) as never;
  }

  /** As `ask`, for what must be granted. */
  async askFor<T>(event: string, payload: unknown): Promise<T> {
    const answer = await this.ask(event, payload);
    if (!answer.ok) throw new Error(`${event} was refused: ${answer.refusal}`);
    return answer as T;
  }

  async join(room: string, request: Partial<JoinRequest> = {}): Promise<JoinedAsGuest> {
    return (this.joined = await this.askFor<JoinedAsGuest>('join', { room, ...request }));
  }

  async send(message: string, { room = this.joined.room, id = newId() } = {}): Promise<MyMessage> {
    const payload = { type: 'userMessage', room, id, message };
    return (await this.askFor<{ message: MyMessage }>('message', payload)).message;
  }

  /** The next message it hears. */
  next(): Promise<UserMessage> {
    return this.messages.next();
  }

  close(): void {
    this.socket.close();
  }
}

export interface TutorialLine {
  type: string;
  message: string;
  from?: { id: string; name: string };
}

/** A client that speaks the tutorial's wire: one event, JSON strings both ways. */
export class TutorialClient {
  readonly socket: RawSocket;
  readonly lines = new Inbox<TutorialLine>();
  readonly goodbyes = new Inbox<string>();
  /** Everything that ever reached it that is not the event `message` with a string. */
  readonly strays: unknown[] = [];

  static connect(url: string, options: ClientOptions['io'] = {}): Promise<TutorialClient> {
    return openSocket(url, options, socket => new TutorialClient(socket));
  }

  constructor(socket: RawSocket) {
    this.socket = socket;
    socket.on('disconnect', reason => this.goodbyes.put(reason));
    socket.onAny((event: string, ...args: unknown[]) => {
      if (event !== 'message' || typeof args[0] !== 'string') this.strays.push([event, ...args]);
      else this.lines.put(JSON.parse(args[0]) as TutorialLine);
    });
  }

  send(message: string): void {
    this.sendRaw(JSON.stringify({ type: 'userMessage', message }));
  }

  /** Any event with any payload, and the relay's answer. */
  ask(event: string, payload: unknown): Promise<Answer<object>> {
    return this.socket.timeout(30_000).emitWithAck(event as 'leave', payload as never) as never;
  }

  sendRaw(...payload: unknown[]): void {
    this.socket.emit('message' as 'join', ...(payload as [JoinRequest, never]));
  }

  next(): Promise<TutorialLine> {
    return this.lines.next();
  }

  /** The next line of that type; others before it are passed over. */
  async nextOf(type: string): Promise<TutorialLine> {
    for (;;) {
      const line = await this.next();
      if (line.type === type) return line;
    }
  }

  close(): void {
    this.socket.close();
  }
}
