import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { once } from 'node:events';
import { test } from 'node:test';
import { createRelay } from '../../server/relay.js';
import { enterRoom, nextOf } from '../support/chat-room.js';
import { startRelay } from '../support/relay.js';
import { ChatRoom, connect } from '../../widget/client.js';

test('a client without a page enters a room, hears others and is heard', async t => {
  const relay = await startRelay(t);
  const bob = await relay.join('lobby', 'Bob');
  const room = await enterRoom(t, { relay: relay.url, nickname: 'Bot' });
  assert.deepEqual([room.name, room.status, room.me?.name], ['lobby', 'online', 'Bot']);
  assert.deepEqual(room.people.map(({ name }) => name).sort(), ['Bob', 'Bot']);
  const heard = nextOf(room, 'message');
  await bob.send('Hello, bot');
  assert.equal((await heard).message.message, 'Hello, bot');
  const sent = await room.send('Hello, Bob');
  assert.equal((await bob.messages.nextThat(({ id }) => id === sent.id)).message, 'Hello, Bob');
  assert.equal((await heard).own, false);
});

test('a text that a client sends again under its id is there once', async t => {
  const relay = await startRelay(t);
  const room = await enterRoom(t, { relay: relay.url });
  const id = 'report-of-2026-11';
  const [first, again] = [await room.send('Report', { id }), await room.send('Report', { id })];
  assert.equal(first.seq, again.seq);
  assert.deepEqual(
    room.messages.map(message => message.id),
    [id],
  );
});

test('a client that shows its token is the same person again', async t => {
  const relay = await startRelay(t);
  const first = await enterRoom(t, { relay: relay.url });
  const { me, resume } = first;
  first.close();
  const again = await enterRoom(t, { relay: relay.url, resume: resume! });
  assert.equal(again.me?.id, me?.id);
});

test('two clients of one process are two people', async t => {
  const relay = await startRelay(t);
  const [one, other] = [await enterRoom(t, { relay: relay.url }), await enterRoom(t, { relay: relay.url })];
  assert.notEqual(one.me?.id, other.me?.id);
});

test('a client comes back by itself with what was missed, and sends what it could not', async t => {
  const first = createRelay({ database: 'sqlite::memory:' });
  const { port, url: relay } = await first.listen({ port: 0, host: '127.0.0.1' });
  const manager = { reconnectionDelay: 20, reconnectionDelayMax: 50 };
  const room = await enterRoom(t, { relay, nickname: 'Bot', manager });
  const isAway = nextOf(room, 'status');
  await first.close();
  assert.equal((await isAway).status, 'reconnecting');
  const sending = room.send('meanwhile');
  const second = createRelay({ database: 'sqlite::memory:' });
  t.after(() => second.close());
  await second.listen({ port, host: '127.0.0.1' });
  const { message, from } = await sending;
  assert.deepEqual([message, from.name, room.status], ['meanwhile', 'Bot', 'online']);
});

test('a client is told in a word why it may not enter', async t => {
  const relay = await startRelay(t);
  const entering = connect({ relay: relay.url, room: 'not a room name' });
  await assert.rejects(entering, { name: 'Refused', refusal: 'bad-request' });
});

test('a client is told in a word why a text was not taken, and keeps nothing of it', async t => {
  const relay = await startRelay(t);
  const room = await enterRoom(t, { relay: relay.url });
  const failed = nextOf(room, 'failed');
  await assert.rejects(room.send('\u200b'), { refusal: 'empty' });
  assert.equal((await failed).text, '\u200b');
});

test('a client that is closed while it waits ends its waiting', async () => {
  const room = new ChatRoom({ relay: 'http://127.0.0.1:2/' });
  const [opening, sending] = [room.opened(), room.send('Hello')];
  room.close();
  await assert.rejects(opening, { refusal: 'unavailable' });
  await assert.rejects(sending, { refusal: 'unavailable' });
  await assert.rejects(room.send('Hello'), { refusal: 'unavailable' });
  assert.equal(room.status, 'idle');
});

test('a mistake in a listener does not stop the client', async t => {
  const relay = await startRelay(t);
  const room = await enterRoom(t, { relay: relay.url });
  const mistake = new Error('in a listener');
  const listeners = process.listeners('uncaughtException');
  process.removeAllListeners('uncaughtException');
  t.after(() => listeners.forEach(listener => process.on('uncaughtException', listener)));
  const uncaught = once(process, 'uncaughtException');
  const stop = room.on('message', () => {
    stop();
    throw mistake;
  });
  await room.send('Hello');
  assert.equal((await uncaught)[0], mistake);
  assert.equal((await room.send('Still here')).message, 'Still here');
});

test('a client loads what was said before it came', async t => {
  const relay = await startRelay(t, { rate: 'off' });
  const bob = await relay.join('lobby', 'Bob');
  for (let count = 0; count < 60; count++) await bob.send(`message ${count}`);
  const room = await enterRoom(t, { relay: relay.url, historySize: 5 });
  assert.deepEqual([room.messages.length, room.messages[0]?.message], [5, 'message 55']);
  assert.deepEqual([await room.loadHistory(), room.messages.length], [true, 55]);
  assert.deepEqual([await room.loadHistory(), room.messages.length], [false, 60]);
});

test('the bot of docs/client.md answers', async t => {
  const relay = await startRelay(t);
  const [, code = ''] = /```js\n([^]*?)```/.exec(readFileSync('docs/client.md', 'utf8')) ?? [];
  const client = new URL('../../widget/client.js', import.meta.url).href;
  const bot = code
    .replace("'awesome-chat/client'", `'${client}'`)
    .replace('https://chat.example.org/', relay.url)
    .concat('\nexport { room };');
  const { room } = (await import(`data:text/javascript,${encodeURIComponent(bot)}`)) as { room: ChatRoom };
  t.after(() => room.close());
  const bob = await relay.join('lobby', 'Bob');
  await bob.send('/dice');
  const { message } = await bob.messages.nextThat(({ from }) => from.name === 'Dice');
  assert.match(message, /^Bob has rolled a [1-6]\.$/);
});
