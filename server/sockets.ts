import type { IncomingMessage, Server as HttpServer, ServerResponse } from 'node:http';
import { Server } from 'socket.io';
import type { ClientToRelay, RelayToClient } from '../protocol/events.js';
import { MAX_FRAME_BYTES } from '../protocol/limits.js';
import { Backlog } from './backlog.js';
import { Admission, type EngineSocket } from './admission.js';
import type { Settings, SpaceSettings } from './options.js';
import { isAllowedOrigin } from './origins.js';
import { closeSlowReaders } from './slow-readers.js';
import { FairWebSocketServer, restrainFastSenders } from './fast-senders.js';
import { RoomsInMemory } from './rooms-in-memory.js';
import { Space, type Backing } from './space.js';
import type { Pruned } from './store/store.js';

/** How long a connection may take to say who it is, in ms. */
const CONNECT_TIMEOUT_MS = 5000;
/** How long a poller who is to be cut off may take to come and hear it, in ms. Engine.io's own is half a minute. */
const GOODBYE_MS = 1000;

const CORS_HEADERS = ['Access-Control-Allow-Origin', 'Vary'];

type RelayServer = Server<ClientToRelay, RelayToClient>;

/** The relay's spaces, open to the sockets that come in by an HTTP server. */
export interface Sockets {
  /** By their names. */
  spaces: ReadonlyMap<string, Space>;
  /** The store has let go of a room's oldest. */
  drop(pruned: Pruned): void;
  close(): Promise<void>;
}

export function openSockets(server: HttpServer, settings: Settings, backing: Backing): Sockets {
  const { direct, trustProxy } = settings;
  const admission = new Admission(isLimited(settings), trustProxy);
  const io = createServer(server, settings, admission);
  const shared = { backlog: new Backlog(), memory: new RoomsInMemory() };
  const surroundings = { io, admission, backing, direct, ...shared };
  const further = [...settings.spaces].map(([space, own]) => ({ ...own, space, tutorial: false }));
  const spaces = [{ ...settings, space: '' }, ...further].map(setup => new Space(setup, surroundings));
  return {
    spaces: new Map(spaces.map(space => [space.name, space])),
    drop(pruned) {
      for (const space of spaces) space.drop(pruned);
    },
    async close() {
      await io.close();
      await Promise.all(spaces.map(space => space.close()));
    },
  };
}

/** Whose pages may connect at all: to which space, is only known later. Undefined: any site's. */
export function originsOfAll(settings: Settings): readonly string[] | undefined {
  const lists = allOf(settings).map(({ origins }) => origins);
  return lists.includes(undefined) ? undefined : [...new Set(lists.flatMap(origins => origins!))];
}

/** Whether there are limits to what is done before the space is known. They are for all, unless no space has any. */
function isLimited(settings: Settings): boolean {
  return allOf(settings).some(({ rate }) => rate !== undefined);
}

function allOf(settings: Settings): Pick<SpaceSettings, 'origins' | 'rate'>[] {
  return [settings, ...settings.spaces.values()];
}

function createServer(server: HttpServer, settings: Settings, admission: Admission): RelayServer {
  const { basePath, ping } = settings;
  const origins = originsOfAll(settings);
  const io = new Server<ClientToRelay, RelayToClient>(server, {
    path: `${basePath}socket.io/`,
    pingInterval: ping.intervalMs,
    pingTimeout: ping.timeoutMs,
    maxHttpBufferSize: MAX_FRAME_BYTES,
    connectTimeout: CONNECT_TIMEOUT_MS,
    perMessageDeflate: false,
    wsEngine: FairWebSocketServer,
    // Whom `allowRequest` lets in may read the answers. CORS alone would not stop a websocket.
    cors: { origin: true },
    allowRequest: (request, decide) => {
      const { origin, host } = request.headers;
      if (!isAllowedOrigin(origin, host, origins)) return decide('bad-origin', false);
      const waitMs = admission.turnOf(request);
      if (waitMs === undefined) decide('busy', false);
      else if (waitMs > 0) setTimeout(() => decide(null, true), waitMs).unref();
      else decide(null, true);
    },
  });
  // A websocket has no use for the headers by which a page may read an answer.
  io.engine.use((request: IncomingMessage, response: ServerResponse, next: () => void) => {
    if (request.headers.upgrade) for (const name of CORS_HEADERS) response.removeHeader(name);
    next();
  });
  io.engine.on('connection', (socket: EngineSocket & { transport: { closeTimeout?: number } }) => {
    admission.count(socket);
    socket.transport.closeTimeout = GOODBYE_MS;
  });
  closeSlowReaders(io.engine);
  restrainFastSenders(io.engine, { isLimited: isLimited(settings), admission });
  return io;
}
