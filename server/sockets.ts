import type { Server as HttpServer } from 'node:http';
import { Server, type ExtendedError, type Socket as AnySocket } from 'socket.io';
import type { ClientToRelay, RelayToClient } from '../protocol/events.js';
import { MAX_FRAME_BYTES } from '../protocol/limits.js';
import { Refused } from '../protocol/refusals.js';
import { Acquaintances } from './acquaintances.js';
import { Admission, type EngineSocket } from './admission.js';
import { tellFaults } from './bad-token.js';
import { Connection, type RelayContext } from './connection.js';
import { dispatch, dispatchTutorial } from './dispatch.js';
import { broadcastBySocketIo, broadcastDirectly } from './direct-frames.js';
import { FanOut } from './fan-out.js';
import { readHandshake, type Newcomer } from './handshake.js';
import { Limits } from './limits.js';
import { Members } from './members.js';
import { tokenRulesOf, type Settings } from './options.js';
import { isAllowedOrigin } from './origins.js';
import { RoomPolicies } from './rights.js';
import type { RoomContext } from './room.js';
import type { PeopleStore } from './store/store.js';
import { Rooms } from './rooms.js';
import { SlowMode } from './slow-mode.js';
import { Rules, type MessageRule } from './rules.js';
import { closeSlowReaders } from './slow-readers.js';
import { TakenNames } from './taken-names.js';
import { greet, TUTORIAL_ROOM, TutorialOutlet } from './tutorial.js';

/** How long a connection may take to say who it is, in ms. */
const CONNECT_TIMEOUT_MS = 5000;
/** How long a poller who is to be cut off may take to come and hear it, in ms. Engine.io's own is half a minute. */
const GOODBYE_MS = 1000;
/** A reload or a lost link takes less than this, a goodbye longer. In ms. */
const LEAVE_GRACE_MS = 4000;
/** Comings and goings within this become one notice. In ms. */
const NOTICE_FOLD_MS = 500;

type RelayServer = Server<ClientToRelay, RelayToClient>;
type Report = (error: unknown) => void;

/** What the sockets need of the rest of the relay. */
export interface Backing extends Pick<RoomContext, 'store' | 'committer' | 'report'> {
  /** The site's own rules for messages. */
  use?: readonly MessageRule[] | undefined;
  people: PeopleStore;
  /** What the public ids of members are hashed with. */
  idKey: () => Promise<string>;
  /** Sees every connection before it is answered. */
  onConnection?: ((connection: Connection) => void) | undefined;
}

/** The relay's rooms, open to the sockets that come in by an HTTP server. */
export interface Sockets {
  rooms: Rooms;
  close(): Promise<void>;
}

export function openSockets(server: HttpServer, settings: Settings, backing: Backing): Sockets {
  const { report } = backing;
  const admission = new Admission(settings.rate !== undefined, settings.trustProxy);
  const io = createServer(server, settings, admission);
  const relay = createContext(io, settings, backing);
  const newcomers = new WeakMap<object, Newcomer>();
  const { guests, tutorial } = settings;
  const door = { guests, tutorial, members: relay.members, acquaintances: relay.acquaintances };
  const tell = tellFaults(report);
  const admit = async (socket: AnySocket) => {
    admission.check(socket.request);
    const newcomer = await readHandshake(socket, door);
    newcomers.set(socket, { ...newcomer, identity: relay.names.settle(newcomer.identity) });
  };
  io.use((socket, next) => {
    admit(socket as AnySocket).then(
      () => next(),
      (error: unknown) => {
        tell(error);
        next(asConnectError(error, report));
      },
    );
  });
  io.on('connection', socket => {
    const { identity, dialect } = newcomers.get(socket)!;
    const connection = new Connection(
      socket,
      { identity, address: admission.addressOf(socket.request) },
      relay,
    );
    socket.once('disconnect', () => connection.close());
    backing.onConnection?.(connection);
    if (dialect === 'current') dispatch(connection);
    else receiveTutorialClient(connection);
  });
  return {
    rooms: relay.rooms,
    async close() {
      relay.rooms.close();
      await io.close();
      await relay.acquaintances.close();
    },
  };
}

function createServer(
  server: HttpServer,
  { basePath, ping, origins }: Settings,
  admission: Admission,
): RelayServer {
  const io = new Server<ClientToRelay, RelayToClient>(server, {
    path: `${basePath}socket.io/`,
    pingInterval: ping.intervalMs,
    pingTimeout: ping.timeoutMs,
    maxHttpBufferSize: MAX_FRAME_BYTES,
    connectTimeout: CONNECT_TIMEOUT_MS,
    perMessageDeflate: false,
    // Whom `allowRequest` lets in may read the answers. CORS alone would not stop a websocket.
    cors: { origin: true },
    allowRequest: (request, decide) => {
      const { origin, host } = request.headers;
      if (!isAllowedOrigin(origin, host, origins)) decide('bad-origin', false);
      else if (!admission.isOpenTo(request)) decide('busy', false);
      else decide(null, true);
    },
  });
  io.engine.on('connection', (socket: EngineSocket & { transport: { closeTimeout?: number } }) => {
    admission.count(socket);
    socket.transport.closeTimeout = GOODBYE_MS;
  });
  closeSlowReaders(io.engine);
  return io;
}

function createContext(
  io: RelayServer,
  settings: Settings,
  backing: Backing,
): RelayContext & { acquaintances: Acquaintances } {
  const { direct, guests, notices, rate, tutorial, welcome } = settings;
  const namespace = io.of('/');
  const presence = { namedUpTo: notices, graceMs: LEAVE_GRACE_MS, foldMs: NOTICE_FOLD_MS };
  const broadcast = direct ? broadcastDirectly(namespace) : broadcastBySocketIo(namespace);
  const outlet = new FanOut(broadcast, tutorial ? [new TutorialOutlet(namespace)] : []);
  return {
    rooms: new Rooms({ ...backing, outlet, presence }),
    names: new TakenNames(),
    welcome,
    slowMode: new SlowMode(),
    policies: new RoomPolicies(settings.rooms, guests),
    limits: new Limits(rate),
    rules: new Rules(backing.use ?? [], backing.report),
    acquaintances: new Acquaintances(backing.people, backing.report),
    members: new Members(tokenRulesOf(settings), backing.idKey),
    report: backing.report,
  };
}

function receiveTutorialClient(connection: Connection): void {
  const { socket, person, relay } = connection;
  try {
    connection.enter(TUTORIAL_ROOM);
  } catch {
    socket.disconnect(true); // the relay is full, or has no such room, and this dialect has no word for it
    return;
  }
  greet(socket, person, relay.policies.of(TUTORIAL_ROOM)?.welcome ?? relay.welcome);
  dispatchTutorial(connection);
}

/** A refused handshake reaches the client as `connect_error` with these words as its data. */
function asConnectError(error: unknown, report: Report): ExtendedError {
  if (!(error instanceof Refused)) report(error);
  const refused = error instanceof Refused ? error : new Refused('unavailable');
  return Object.assign(new Error(refused.refusal), { data: refused.toAnswer() });
}
