import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { TestContext } from 'node:test';

/**
 * What a proxy does with the upgrade to a websocket: passes it on, refuses it with a status, never answers, ends the
 * connection, or passes the request on as one that asks for no upgrade.
 */
export type UpgradeHandling = 'pass' | 'hang' | 'cut' | 'strip' | number;

/** An HTTP proxy as they stand between visitors and a relay. */
export interface TestProxy {
  /** Where the relay is reached through it, with the base path. */
  url: string;
  /** Requests it has passed on. */
  passed: string[];
}

const HOP_HEADERS = ['connection', 'upgrade', 'keep-alive'];

/** Starts a proxy before a relay. It is gone when the test is over. */
export async function startProxy(
  t: Pick<TestContext, 'after'>,
  relayUrl: string,
  handling: UpgradeHandling,
): Promise<TestProxy> {
  const target = new URL(relayUrl);
  const sockets = new Set<Socket>();
  const passed: string[] = [];
  const server = createServer((asked, answer) => {
    passed.push(asked.url!);
    passOn(target, asked, answer);
  });
  server.on('connection', socket => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy()).once('close', () => sockets.delete(socket));
  });
  // Without a listener the request is an ordinary one.
  if (handling !== 'strip')
    server.on('upgrade', (asked, socket: Socket, head) =>
      handleUpgrade(handling, target, asked, { socket, head }),
    );
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}${target.pathname}`, passed };
}

function passOn({ hostname, port }: URL, asked: IncomingMessage, answer: ServerResponse): void {
  const { method, url: path } = asked;
  const headers = Object.fromEntries(
    Object.entries(asked.headers).filter(([name]) => !HOP_HEADERS.includes(name)),
  );
  const passing = request({ hostname, port, method, path, headers }, response => {
    answer.writeHead(response.statusCode!, response.headers);
    response.pipe(answer);
  });
  passing.on('error', () => answer.destroy());
  answer.on('close', () => passing.destroy());
  asked.pipe(passing);
}

function handleUpgrade(
  handling: UpgradeHandling,
  target: URL,
  asked: IncomingMessage,
  { socket, head }: { socket: Socket; head: Buffer },
): void {
  if (handling === 'hang') return;
  if (handling === 'cut') socket.resetAndDestroy();
  else if (handling === 'pass') tunnel(target, asked, { socket, head });
  else socket.end(`HTTP/1.1 ${handling} No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
}

function tunnel(
  { hostname, port }: URL,
  asked: IncomingMessage,
  { socket, head }: { socket: Socket; head: Buffer },
): void {
  const relay = connect(Number(port), hostname, () => {
    const { method, url, rawHeaders } = asked;
    const lines = rawHeaders.map((text, index) => (index % 2 ? `${text}\r\n` : `${text}: `)).join('');
    relay.write(`${method} ${url} HTTP/1.1\r\n${lines}\r\n`);
    relay.write(head);
    relay.pipe(socket).pipe(relay);
  });
  relay.on('error', () => socket.destroy()).on('close', () => socket.destroy());
  socket.on('close', () => relay.destroy());
}
