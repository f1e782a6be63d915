import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test, type TestContext } from 'node:test';
import { Manager } from 'socket.io-client';
import { Client, type RawSocket } from '../support/client.js';
import { startProxy, type UpgradeHandling } from '../support/proxy.js';
import { startRelay } from '../support/relay.js';

/** As the widget connects, only that it loses patience sooner. */
async function connectAsTheWidget(t: TestContext, url: string, timeout = 300): Promise<Client> {
  const { origin, pathname } = new URL(url);
  const manager = new Manager(origin, {
    path: `${pathname}socket.io/`,
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    timeout,
    reconnectionDelay: 10,
  });
  const socket = manager.socket('/', { auth: { v: 1, name: 'Ada' } }) as RawSocket;
  t.after(() => socket.close());
  const client = new Client(socket);
  socket.on('connect_error', ({ message }) => {
    if (message === 'timeout') manager.opts.transports!.reverse();
  });
  if (!socket.connected) await once(socket as never, 'connect', { signal: AbortSignal.timeout(30_000) });
  return client;
}

const transportOf = (client: Client) => client.socket.io.engine.transport.name;

const HANDLINGS: [how: string, handling: UpgradeHandling][] = [
  ['refuses websockets with the status 400', 400],
  ['refuses websockets with the status 403', 403],
  ['refuses websockets with the status 502', 502],
  ['ends the connections of websockets', 'cut'],
  ['passes websockets on as ordinary requests', 'strip'],
  ['never answers websockets', 'hang'],
];

for (const [how, handling] of HANDLINGS) {
  test(`behind a proxy that ${how}, the chat goes over polling`, async t => {
    const relay = await startRelay(t);
    const proxy = await startProxy(t, relay.url, handling);
    const ada = await connectAsTheWidget(t, proxy.url);
    assert.equal(transportOf(ada), 'polling');
    await ada.join('lobby');
    const bob = await relay.join('lobby', 'Bob');
    for (let round = 0; round < 3; round++) {
      await ada.send(`to Bob ${round}`);
      assert.equal(
        (await bob.messages.nextThat(({ from }) => from.name === 'Ada')).message,
        `to Bob ${round}`,
      );
      await bob.send(`to Ada ${round}`);
      assert.equal(
        (await ada.messages.nextThat(({ from }) => from.name === 'Bob')).message,
        `to Ada ${round}`,
      );
    }
  });
}

test('behind a proxy that passes websockets on, nothing is polled', async t => {
  const relay = await startRelay(t);
  const proxy = await startProxy(t, relay.url, 'pass');
  const ada = await connectAsTheWidget(t, proxy.url, 5000);
  await ada.join('lobby');
  await ada.send('hi');
  assert.equal(transportOf(ada), 'websocket');
  assert.deepEqual(proxy.passed, []);
});

test('relay under a base path works behind a proxy that keeps it', async t => {
  const relay = await startRelay(t, { basePath: '/chat/' });
  const proxy = await startProxy(t, relay.url, 403);
  assert.match(proxy.url, /\/chat\/$/);
  const ada = await connectAsTheWidget(t, proxy.url);
  assert.equal((await ada.join('lobby')).room, 'lobby');
  assert.equal((await fetch(`${proxy.url}healthz`)).status, 200);
});
