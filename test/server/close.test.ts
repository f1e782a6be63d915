import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { request, Agent } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { createRelay } from '../../server/relay.js';
import { TutorialClient, type Client } from '../support/client.js';
import { folderOf } from '../support/folder.js';
import { SECRET, tokenOf } from '../support/jwt.js';
import { RawPolling, RawWebsocket } from '../support/raw.js';
import { startRelay } from '../support/relay.js';

const MEMORY = { database: 'sqlite::memory:' };

/** Past this, closing has waited for someone: HTTP alone is patient for 5 s and more. In ms. */
const HANGING_MS = 4000;

/** Why a client was disconnected. */
function disconnection(client: { socket: Client['socket'] }): Promise<string> {
  return new Promise(resolve => client.socket.once('disconnect', resolve));
}

async function msOf(task: Promise<unknown>): Promise<number> {
  const began = performance.now();
  await task;
  return performance.now() - began;
}

test('relay with twenty clients, half of them polling, closes without waiting for them', async t => {
  const relay = await startRelay(t);
  const clients = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      relay.join('lobby', undefined, { io: { transports: [index % 2 ? 'websocket' : 'polling'] } }),
    ),
  );
  const reasons = clients.map(disconnection);
  const ms = await msOf(relay.relay.close());
  assert.ok(ms < HANGING_MS, `${ms} ms`);
  // Whoever heard 'io server disconnect' would stay away.
  for (const reason of await Promise.all(reasons)) assert.match(reason, /^transport (close|error)$/);
  await assert.rejects(fetch(`${relay.url}healthz`));
});

test('open connections of every other kind do not hold up closing', async t => {
  const relay = await startRelay(t);
  const agent = new Agent({ keepAlive: true });
  t.after(() => agent.destroy());
  const [response] = (await once(request(`${relay.url}healthz`, { agent }).end(), 'response')) as [
    NodeJS.ReadableStream,
  ];
  await once(response.resume(), 'end');
  for (const said of [
    '',
    'GET /healthz HTTP/1.1\r\n',
    'POST /healthz HTTP/1.1\r\nContent-Length: 9\r\n\r\nhalf',
  ]) {
    const socket = connect(relay.port, '127.0.0.1').on('error', () => {});
    t.after(() => socket.destroy());
    await once(socket, 'connect');
    socket.write(said);
  }
  await RawPolling.open(relay.url);
  const cutOff = await RawPolling.connect(relay.url);
  await cutOff.post('nobody can read this');
  const ms = await msOf(relay.relay.close());
  assert.ok(ms < HANGING_MS, `${ms} ms`);
});

for (const transport of ['websocket', 'polling']) {
  test(`client on ${transport} comes back by itself to a relay that was started again`, async t => {
    const first = await startRelay(t);
    const reconnecting = { reconnection: true, reconnectionDelay: 50, transports: [transport] };
    const ada = await first.join('lobby', 'Ada', { io: reconnecting });
    const away = disconnection(ada);
    await first.relay.close();
    assert.match(await away, /^transport/);
    const back = new Promise<void>(resolve => ada.socket.once('connect', resolve));
    const second = createRelay(MEMORY);
    t.after(() => second.close());
    await second.listen({ host: '127.0.0.1', port: first.port });
    await back;
    assert.equal((await ada.join('lobby')).people.count, 1);
  });
}

test('tutorial client is disconnected so that it comes back, too', async t => {
  const relay = await startRelay(t);
  const client = await TutorialClient.connect(relay.url);
  const reason = disconnection(client);
  await relay.relay.close();
  assert.equal(await reason, 'transport close');
});

test('closing twice is closing once, and closing before listening is no mistake', async () => {
  const unused = createRelay(MEMORY);
  await unused.close();
  await unused.close();
  const relay = createRelay(MEMORY);
  await relay.listen({ host: '127.0.0.1' });
  await Promise.all([relay.close(), relay.close()]);
  await relay.close();
});

test('port that is taken is told, and the relay can be closed after it', async t => {
  const { port } = await startRelay(t);
  const relay = createRelay(MEMORY);
  await assert.rejects(relay.listen({ host: '127.0.0.1', port }), { code: 'EADDRINUSE' });
  await relay.close();
});

for (const life of ['unused', 'listening', 'attached']) {
  test(`process that had a relay, ${life}, ends by itself`, async t => {
    const args = [
      '--import',
      'tsx',
      '--import',
      './test/support/typescript.mjs',
      'test/support/short-lives.ts',
      life,
    ];
    const options = { timeout: 20_000, signal: t.signal };
    const { stdout } = await promisify(execFile)(process.execPath, args, options);
    // The goodbye to a poller who was cut off may still be under way.
    assert.ok(Number(stdout) < HANGING_MS, `${stdout} ms`);
  });
}

test('a relay that cannot open its database lets go of its port', async t => {
  const file = join(folderOf(t), 'file');
  writeFileSync(file, '');
  const relay = createRelay({ database: `sqlite:${file}/chat.db` });
  const first = await startRelay(t);
  await first.relay.close();
  await assert.rejects(relay.listen({ port: first.port, host: '127.0.0.1' }), /its folder is a file/);
  await assert.rejects(fetch(`http://127.0.0.1:${first.port}/healthz`));
  await relay.close();
});

test('a relay that is closed while it starts has started, and is closed', async () => {
  const relay = createRelay({ database: 'sqlite::memory:' });
  const listening = relay.listen({ host: '127.0.0.1' });
  await relay.close();
  const { port } = await listening;
  await assert.rejects(fetch(`http://127.0.0.1:${port}/healthz`));
});

test('who comes in while a relay closes starts nothing of it anew, and is nothing to complain of', async t => {
  const complaints = t.mock.method(console, 'error', () => {});
  const threads = () => process.getActiveResourcesInfo().filter(name => name === 'MessagePort').length;
  const before = threads();
  for (let turns = 1; turns <= 8; turns++) {
    const relay = createRelay({ ...MEMORY, rate: 'off', tokenSecret: SECRET });
    const { url } = await relay.listen({ host: '127.0.0.1' });
    const late = await Promise.all(Array.from({ length: 10 }, () => RawWebsocket.open(url)));
    // A token takes a few turns to be checked, and then the store is asked.
    for (const client of late) client.send(`40${JSON.stringify({ v: 1, token: tokenOf() })}`);
    for (let turn = 0; turn < turns; turn++) await new Promise(resolve => setImmediate(resolve));
    await relay.close();
    await Promise.all(late.map(client => client.closed()));
  }
  assert.equal(threads(), before);
  assert.equal(complaints.mock.callCount(), 0);
});
