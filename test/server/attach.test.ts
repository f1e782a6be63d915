import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, request, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { test, type TestContext } from 'node:test';
import Koa from 'koa';
import { Server as SocketServer } from 'socket.io';
import { io } from 'socket.io-client';
import { createRelay, type Relay, type RelayOptions } from '../../server/relay.js';
import { Client } from '../support/client.js';

const site: RequestListener = (request, response) => {
  response.statusCode = request.url === '/' ? 200 : 404;
  request.pipe(response.setHeader('X-Site', request.url!));
};

/** A site's own server, listening. It is gone when the test is over. */
async function startSite(
  t: TestContext,
  listener: RequestListener = site,
): Promise<{ server: Server; url: string }> {
  const server = createServer(listener);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function attach(t: TestContext, server: Server, options: RelayOptions = {}): Promise<Relay> {
  const relay = createRelay({ database: 'sqlite::memory:', ...options });
  await relay.attach(server);
  t.after(() => relay.close());
  return relay;
}

async function assertTalk(t: TestContext, url: string): Promise<void> {
  const [ada, bob] = await Promise.all(
    [['websocket'], ['polling']].map(transports => Client.connect(url, { io: { transports } })),
  );
  t.after(() => [ada, bob].forEach(client => client!.close()));
  await ada!.join('lobby');
  await bob!.join('lobby');
  await ada!.send('hi');
  assert.equal((await bob!.next()).message, 'hi');
}

async function assertSiteAnswers(url: string, path: string, init?: RequestInit): Promise<void> {
  const response = await fetch(`${url}${path}`, init);
  assert.equal(response.headers.get('x-site'), path);
  assert.equal(response.status, path === '/' ? 200 : 404);
  assert.equal(await response.text(), (init?.body as string | undefined) ?? '');
}

test('attached relay talks under its base path, and all else is the site’s as before', async t => {
  const { server, url } = await startSite(t);
  await attach(t, server, { basePath: '/chat/' });
  await assertTalk(t, `${url}/chat/`);
  for (const path of [
    '/',
    '/nothing',
    '/chatter',
    '/awesome-chat.js',
    '/healthz',
    '/socket.io/',
    '/2013',
    '/CHAT/',
  ])
    await assertSiteAnswers(url, path);
  await assertSiteAnswers(url, '/form?chat=/chat/', { method: 'POST', body: 'posted' });
});

test('script, socket.io’s client and health are under the base path, and no demo', async t => {
  const { server, url } = await startSite(t);
  await attach(t, server, { basePath: '/chat/' });
  const statusOf = async (path: string) => (await fetch(`${url}${path}`, { redirect: 'manual' })).status;
  for (const path of ['awesome-chat.js', 'socket.io/socket.io.js', 'socket.io/socket.io.min.js', 'healthz'])
    assert.equal(await statusOf(`/chat/${path}`), 200, path);
  for (const path of ['', '2013', 'index.html', 'nothing'])
    assert.equal(await statusOf(`/chat/${path}`), 404, path);
  assert.equal(await statusOf('/chat'), 302);
});

test('with the base path / it takes the script and socket.io’s path alone', async t => {
  const { server, url } = await startSite(t);
  await attach(t, server);
  await assertTalk(t, `${url}/`);
  assert.equal((await fetch(`${url}/awesome-chat.js`)).headers.get('x-site'), null);
  assert.equal((await fetch(`${url}/socket.io/socket.io.js`)).status, 200);
  for (const path of ['/', '/nothing', '/healthz', '/2013', '/index.html', '/awesome-chat.jsx', '/socket.io'])
    await assertSiteAnswers(url, path);
});

test('relay attaches to the server of a Koa app', async t => {
  const app = new Koa();
  app.use(ctx => {
    if (ctx.path === '/') ctx.body = 'my site';
  });
  const { server, url } = await startSite(t, app.callback());
  await attach(t, server, { basePath: '/chat/' });
  await assertTalk(t, `${url}/chat/`);
  assert.equal(await (await fetch(url)).text(), 'my site');
  const missing = await fetch(`${url}/nothing`);
  assert.deepEqual([missing.status, await missing.text()], [404, 'Not Found']);
});

for (const order of ['before', 'after']) {
  test(`relay works beside a socket.io of the site's that was there ${order} it`, async t => {
    const { server, url } = await startSite(t);
    const addOwn = () => new SocketServer(server, { destroyUpgradeTimeout: 200 });
    const early = order === 'before' ? addOwn() : undefined;
    const relay = await attach(t, server, { basePath: '/chat/' });
    const own = early ?? addOwn();
    own.on('connection', socket =>
      socket.on('echo', (text: string, ack: (text: string) => void) => ack(text)),
    );
    await assertTalk(t, `${url}/chat/`);
    for (const transport of ['websocket', 'polling']) {
      const socket = io(url, { transports: [transport], forceNew: true });
      t.after(() => socket.close());
      assert.equal(await socket.timeout(30_000).emitWithAck('echo', transport), transport);
    }
    await relay.close();
    const socket = io(url, { transports: ['websocket'], forceNew: true });
    t.after(() => socket.close());
    assert.equal(await socket.timeout(30_000).emitWithAck('echo', 'still here'), 'still here');
    await assertSiteAnswers(url, '/');
    await assertSiteAnswers(url, '/chat/awesome-chat.js');
  });
}

test('closed relay leaves the site’s server running, with the listeners it had', async t => {
  const { server, url } = await startSite(t);
  const listeners = () =>
    ['request', 'upgrade', 'connection', 'close', 'error'].map(name => server.listeners(name));
  const before = listeners();
  const relay = await attach(t, server, { basePath: '/chat/' });
  const ada = await Client.connect(`${url}/chat/`);
  const disconnected = new Promise(resolve => ada.socket.once('disconnect', resolve));
  await relay.close();
  assert.equal(await disconnected, 'transport close');
  assert.deepEqual(listeners(), before);
  assert.equal(server.listening, true);
  await assertSiteAnswers(url, '/');
  await assertSiteAnswers(url, '/chat/awesome-chat.js');
});

test('two relays attach to one server, and each closes by itself', async t => {
  const { server, url } = await startSite(t);
  const first = await attach(t, server, { basePath: '/one/' });
  await attach(t, server, { basePath: '/two/' });
  await assertTalk(t, `${url}/one/`);
  await assertTalk(t, `${url}/two/`);
  await first.close();
  await assertTalk(t, `${url}/two/`);
  await assertSiteAnswers(url, '/one/awesome-chat.js');
  await assertSiteAnswers(url, '/');
});

test('request that offers another protocol is answered as if it did not', async t => {
  const { server, url } = await startSite(t);
  await attach(t, server, { basePath: '/chat/' });
  const offer = { Connection: 'Upgrade, HTTP2-Settings', Upgrade: 'h2c', 'HTTP2-Settings': 'AAMAAABk' };
  const ask = async (path: string, method: string, body = '') => {
    const asked = request(`${url}${path}`, {
      method,
      headers: offer,
      signal: AbortSignal.timeout(30_000),
    }).end(body);
    const [response] = (await once(asked, 'response')) as [{ statusCode: number; resume(): void }];
    response.resume();
    return response.statusCode;
  };
  assert.equal(await ask('/', 'GET'), 200);
  assert.equal(await ask('/chat/healthz', 'GET'), 200);
  assert.equal(await ask('/', 'POST', 'a body that nobody can read any more'), 400);
});

test('upgrade for a websocket server of the site’s own goes there', async t => {
  const { server, url } = await startSite(t);
  await attach(t, server, { basePath: '/chat/' });
  server.on('upgrade', (request, socket: Socket) => {
    if (request.url === '/own')
      socket.end('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: own\r\n\r\n');
  });
  const asked = request(`${url}/own`, { headers: { Connection: 'Upgrade', Upgrade: 'own' } }).end();
  const [response] = (await once(asked, 'upgrade')) as [{ statusCode: number }];
  assert.equal(response.statusCode, 101);
  await assertTalk(t, `${url}/chat/`);
});
