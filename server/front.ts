import {
  createServer,
  ServerResponse,
  type IncomingMessage,
  type RequestListener,
  type Server,
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** How long a closing connection may take to say goodbye, in ms. */
const GOODBYE_MS = 250;
/** How long a request may take to say what it wants, in ms. */
const HEADERS_TIMEOUT_MS = 10_000;

type UpgradeListener = (request: IncomingMessage, socket: Socket, head: Buffer) => void;

/**
 * The relay's HTTP side: one server that either listens itself, or is handed the requests for the relay's
 * addresses by a site's own servers.
 */
export class Front {
  /** What socket.io is attached to. */
  readonly server: Server;
  readonly #owns: (path: string) => boolean;
  readonly #sockets = new Set<Socket>();
  readonly #detachers: (() => void)[] = [];

  /** @param owns whether a path is the relay's, on a server it shares with a site. */
  constructor(listener: RequestListener, owns: (path: string) => boolean) {
    this.server = createServer({ headersTimeout: HEADERS_TIMEOUT_MS }, listener);
    this.server.on('connection', socket => this.#track(socket));
    this.server.on('upgrade', (request: IncomingMessage, socket: Socket) => {
      if (!pathOf(request).includes('/socket.io/')) answerPlainly(this.server, request, socket);
    });
    this.#owns = owns;
  }

  /** @throws the system's error, such as EADDRINUSE. */
  async listen(port: number, host: string): Promise<AddressInfo> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, host, () => {
        this.server.off('error', reject);
        resolve();
      });
    });
    return this.server.address() as AddressInfo;
  }

  /** Takes over what is the relay's, and leaves the rest to whom it went before. */
  attach(site: Server): void {
    const before = site.listeners('request') as RequestListener[];
    let isAttached = true;
    const onRequest: RequestListener = (request, response) => {
      if (isAttached && this.#owns(pathOf(request))) this.server.emit('request', request, response);
      else for (const listener of before) listener.call(site, request, response);
    };
    const onUpgrade: UpgradeListener = (request, socket, head) => {
      if (this.#owns(pathOf(request))) {
        this.#track(socket);
        this.server.emit('upgrade', request, socket, head);
      } else if (site.listenerCount('upgrade') === 1) answerPlainly(site, request, socket);
    };
    site.removeAllListeners('request').on('request', onRequest).on('upgrade', onUpgrade);
    this.#detachers.push(() => {
      isAttached = false;
      site.off('upgrade', onUpgrade);
      // Whoever attached after us may hold `onRequest` as we hold `before`: then it stays, and passes everything on.
      if (!site.listeners('request').includes(onRequest)) return;
      site.off('request', onRequest);
      for (const listener of before) site.on('request', listener);
    });
  }

  /** Stops taking anything new. What is open is given a moment to end by itself, then ended. */
  async close(): Promise<void> {
    for (const detach of this.#detachers.splice(0)) detach();
    const closed = new Promise<void>(resolve => this.server.close(() => resolve()));
    this.server.closeIdleConnections();
    const ended = this.#whenAllEnded();
    const tooLate = setTimeout(() => {
      for (const socket of this.#sockets) socket.destroy();
    }, GOODBYE_MS);
    await Promise.all([closed, ended]);
    clearTimeout(tooLate);
  }

  #track(socket: Socket): void {
    if (this.#sockets.has(socket)) return;
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
  }

  async #whenAllEnded(): Promise<void> {
    await Promise.all(
      [...this.#sockets].map(socket => new Promise(resolve => socket.once('close', resolve))),
    );
  }
}

/**
 * Answers a request to change the protocol as one that does not ask for it: what a server without a listener for
 * upgrades does, as the site's was. Some programs offer HTTP/2 that way with each request.
 */
function answerPlainly(server: Server, request: IncomingMessage, socket: Socket): void {
  const { 'content-length': length = '0', 'transfer-encoding': coding } = request.headers;
  socket.on('error', () => socket.destroy());
  // Node reads no body any more once it has told of an upgrade.
  if (coding !== undefined || length !== '0') {
    socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    return;
  }
  const response = new ServerResponse(request);
  response.shouldKeepAlive = false;
  response.assignSocket(socket);
  response.once('finish', () => socket.end());
  server.emit('request', request, response);
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').split('?', 1)[0]!;
}
