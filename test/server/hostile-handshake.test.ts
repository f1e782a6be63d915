import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bystandersIn } from '../support/bystanders.js';
import { Client, openSocket } from '../support/client.js';
import { RawPolling, RawWebsocket } from '../support/raw.js';
import { startRelay, type TestRelay } from '../support/relay.js';

const USEFUL_NAME = /^Guest \d{4}$/;
const WRONG_VALUES = [
  null,
  0,
  7,
  true,
  [],
  {},
  ['Ada'],
  { name: 'Ada' },
  '',
  ' ',
  '\u202e',
  '\u0000',
  '\ud800',
];

/** What the relay answers to a handshake with that `auth`, and whether it was refused. */
async function refusalOf(relay: TestRelay, auth: object): Promise<unknown> {
  const client = await openSocket(relay.url, { auth }, socket => new Client(socket)).catch(
    (error: Error & { data?: unknown }) => error.data,
  );
  if (!(client instanceof Client)) return client;
  client.close();
  return undefined;
}

test('version of the wire that does not exist is a bad request', async t => {
  const relay = await startRelay(t);
  const bystanders = await bystandersIn(relay);
  for (const v of [0, 2, -1, 1.5, '1', '', null, true, [], [1], {}, { v: 1 }])
    assert.deepEqual(await refusalOf(relay, { v }), { refusal: 'bad-request' }, JSON.stringify(v));
  await bystanders.goOn();
});

test('name or token that cannot be used never refuses a connection', async t => {
  const relay = await startRelay(t, { rate: 'off' });
  const bystanders = await bystandersIn(relay);
  const tooLong = 'x'.repeat(50_000);
  for (const wrong of [...WRONG_VALUES, tooLong]) {
    const auth = { v: 1, name: wrong === tooLong ? null : wrong, resume: wrong };
    const client = await openSocket(relay.url, { auth }, socket => new Client(socket));
    const { you } = await client.join('lobby');
    assert.match(you.name, USEFUL_NAME, JSON.stringify(auth));
    assert.match(you.resume, /^[\w-]{43}$/);
    client.close();
  }
  await bystanders.goOn();
});

test('name of 50,000 characters is cut to 40', async t => {
  const relay = await startRelay(t);
  const client = await relay.join('lobby', 'x'.repeat(50_000));
  assert.equal(client.joined.you.name, 'x'.repeat(40));
});

test('further fields of the handshake are ignored', async t => {
  const relay = await startRelay(t);
  const { ada, bob, goOn } = await bystandersIn(relay);
  const auth = {
    v: 1,
    name: 'Mallory',
    id: ada.joined.you.id,
    role: 'moderator',
    verified: true,
    polluted: 1,
  };
  const mallory = await openSocket(relay.url, { auth }, socket => new Client(socket));
  t.after(() => mallory.close());
  const { you } = await mallory.join('lobby');
  assert.deepEqual(Object.keys(you).sort(), ['id', 'name', 'resume']);
  assert.notEqual(you.id, ada.joined.you.id);
  await mallory.send('hi');
  const { from } = await bob.messages.nextThat(({ message }) => message === 'hi');
  assert.deepEqual(from, { id: you.id, name: 'Mallory' });
  await goOn();
});

test('handshake that is no object makes a tutorial client, or costs the connection', async t => {
  const relay = await startRelay(t, { rate: 'off' });
  const bystanders = await bystandersIn(relay);
  for (const auth of ['', '{}', '{"v1":1}', '{"__proto__":{"v":1}}', '{"constructor":{"v":1}}']) {
    const raw = await RawWebsocket.open(relay.url);
    raw.send(`40${auth}`);
    await raw.texts.nextThat(text => text.startsWith('42["message",'));
    raw.close();
  }
  for (const auth of ['[]', '"v"', 'null', 'true', '[{"v":1}]', '{"v":1', `{"v":${'['.repeat(10_000)}`]) {
    const raw = await RawWebsocket.open(relay.url);
    raw.send(`40${auth}`);
    await raw.closed();
  }
  await bystanders.goOn();
});

test('version nested 10,000 deep is a bad request', async t => {
  const relay = await startRelay(t);
  const bystanders = await bystandersIn(relay);
  const raw = await RawWebsocket.open(relay.url);
  t.after(() => raw.close());
  raw.send(`40{"v":${'['.repeat(10_000)}${']'.repeat(10_000)}}`);
  const answer = await raw.texts.nextThat(text => text.startsWith('44'));
  assert.deepEqual(JSON.parse(answer.slice(2)), { message: 'bad-request', data: { refusal: 'bad-request' } });
  await bystanders.goOn();
});

test('namespace other than the default one is refused, and the default one stays open', async t => {
  const relay = await startRelay(t);
  const bystanders = await bystandersIn(relay);
  const raw = await RawWebsocket.open(relay.url);
  t.after(() => raw.close());
  await raw.texts.next();
  for (const namespace of [
    '/admin',
    '/__proto__',
    '/constructor',
    '//',
    '/lobby',
    `/${'a'.repeat(50_000)}`,
  ]) {
    raw.send(`40${namespace},{"v":1}`);
    assert.match(await raw.texts.next(), /"message":"Invalid namespace"/);
  }
  raw.send('40{"v":1}');
  assert.match(await raw.texts.next(), /^40\{"sid"/);
  await bystanders.goOn();
});

test('joining the namespace twice costs the connection', async t => {
  const relay = await startRelay(t);
  const bystanders = await bystandersIn(relay);
  const raw = await RawWebsocket.connect(relay.url);
  raw.send('40{"v":1}');
  await raw.closed();
  await bystanders.goOn();
});

test('who leaves the namespace is out of its rooms, and may join it again', async t => {
  const relay = await startRelay(t);
  const bystanders = await bystandersIn(relay);
  const mallory = await RawPolling.connect(relay.url);
  for (const packet of ['42["join",{"room":"lobby"}]', '41', '40{"v":1}']) await mallory.post(packet);
  await mallory.poll();
  await mallory.post('422["since",{"room":"lobby","epoch":"x","rev":0}]');
  assert.equal(await mallory.poll(), '432[{"ok":false,"refusal":"not-joined"}]');
  await bystanders.goOn();
});

test('connection that does not say whether it lives is closed', async t => {
  const relay = await startRelay(t, { ping: '100ms/50ms' });
  const bystanders = await bystandersIn(relay);
  const raw = await RawWebsocket.connect(relay.url);
  raw.isDeaf = true;
  await raw.closed();
  await bystanders.goOn();
});

test('connection that never says who it is is closed after five seconds', async t => {
  const relay = await startRelay(t);
  const bystanders = await bystandersIn(relay);
  const began = performance.now();
  const raw = await RawWebsocket.open(relay.url);
  const polling = await RawPolling.open(relay.url);
  const [text] = await Promise.all([polling.poll(), raw.closed()]);
  assert.equal(text, '1');
  // Who were only found silent would be so after more than 20 s.
  assert.ok(performance.now() - began < 15_000);
  assert.equal(await polling.post('40{"v":1}'), 400);
  await bystanders.goOn();
});
