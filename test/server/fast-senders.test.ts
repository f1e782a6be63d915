import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BAD } from '../support/hostile.js';
import { Client } from '../support/client.js';
import { RawPolling, RawWebsocket } from '../support/raw.js';
import { startRelay } from '../support/relay.js';

// Who sends more than the relay would ever answer, and what takes longer to be read than to be sent.

const PING = 9;
const CONTINUATION = 0;
/** More frames than a connection may send at once. */
const MANY = 1500;

test('what has more levels than any request is refused unread, and the connection goes on', async t => {
  const relay = await startRelay(t);
  const mallory = await RawWebsocket.connect(relay.url);
  mallory.send(`421["join",${'['.repeat(30_000)}${']'.repeat(30_000)}]`);
  assert.deepEqual(await mallory.answer(1), BAD);
  mallory.send('422["join",{"room":"lobby"}]');
  assert.equal(((await mallory.answer(2)) as { ok: boolean }).ok, true);
  await mallory.end();
});

test('a greeting that has more levels is refused unread', async t => {
  const relay = await startRelay(t);
  const mallory = await RawWebsocket.open(relay.url);
  mallory.send(`40{"v":1,"x":${'['.repeat(30_000)}${']'.repeat(30_000)}}`);
  assert.match(await mallory.texts.nextThat(text => text.startsWith('44')), /bad-request/);
  mallory.close();
});

test('who sends pings without end is cut off', async t => {
  const relay = await startRelay(t);
  const mallory = await RawWebsocket.connect(relay.url);
  for (let sent = 0; sent < MANY; sent++) mallory.sendFrame(PING, Buffer.alloc(0));
  await mallory.closed();
});

test('who posts without end is cut off, however little each post has', async t => {
  const relay = await startRelay(t);
  const mallory = await RawPolling.connect(relay.url);
  let posts = 0;
  while ((await mallory.post('3')) === 200) posts++;
  assert.ok(posts > 100 && posts < MANY / 2, `${posts} posts`);
  assert.equal(await mallory.post('3'), 400);
});

test('who goes on asking, however often it is refused, is cut off and told so', async t => {
  const relay = await startRelay(t);
  const mallory = await RawWebsocket.connect(relay.url);
  mallory.sendAll(Array.from({ length: MANY }, () => '42["leave",{"room":"nowhere"}]'));
  const bye = await mallory.texts.nextThat(text => text.startsWith('42["bye"'));
  assert.match(bye, /"refusal":"too-fast","retryAfter":5000/);
  mallory.close();
});

test('an address whose connections break the protocol again and again is shut out for a while', async t => {
  const relay = await startRelay(t);
  for (let broken = 0; broken < 2; broken++) {
    const mallory = await RawWebsocket.connect(relay.url);
    mallory.sendFrame(CONTINUATION, Buffer.from('of nothing'));
    await mallory.closed();
  }
  const refused = await Client.connect(relay.url).catch((error: unknown) => error as { data?: object });
  assert.equal((refused as { data?: { refusal?: string } }).data?.refusal, 'too-fast');
});

test('a relay without limits cuts nobody off', async t => {
  const relay = await startRelay(t, { rate: 'off' });
  const ada = await RawWebsocket.connect(relay.url);
  ada.sendAll(Array.from({ length: MANY }, (_, id) => `42${id}["leave",{"room":"nowhere"}]`));
  assert.ok(await ada.answer(MANY - 1));
  await ada.end();
});
