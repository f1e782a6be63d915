import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { MAX_PAGE_BYTES } from '../../protocol/limits.js';
import { newId, type Client } from '../support/client.js';
import { RawWebsocket } from '../support/raw.js';
import { startRelay } from '../support/relay.js';

const post = (message: string, id = newId()) => ({ type: 'userMessage', room: 'lobby', id, message });

function assertTooFast(answer: object, maxWaitMs: number): void {
  const { retryAfter, ...refused } = answer as { retryAfter: number };
  assert.deepEqual(refused, { ok: false, refusal: 'too-fast' });
  assert.ok(Number.isInteger(retryAfter) && retryAfter > 0 && retryAfter <= maxWaitMs, `${retryAfter} ms`);
}

/** The clock that rates go by: it moves when it is told to. Whole ms, so that waits add up to whole ms. */
function stopClock(t: TestContext, now = 1_000_000): { now: number } {
  const clock = { now };
  t.mock.method(performance, 'now', () => clock.now);
  return clock;
}

test('message in which nothing can be seen is empty', async t => {
  const relay = await startRelay(t);
  const ada = await relay.join('lobby', 'Ada');
  for (const text of [
    '',
    ' ',
    '\n\t\r\n',
    '\u00a0\u2003\u3000',
    '\u200b\u200d\u2060\ufeff',
    '\u0000\u0007\u001b',
    '\u2800',
  ])
    assert.deepEqual(await ada.ask('message', post(text)), { ok: false, refusal: 'empty' }, escape(text));
});

test('message of 4,000 units is taken, and one of 4,001 is too long', async t => {
  const relay = await startRelay(t);
  const ada = await relay.join('lobby', 'Ada');
  assert.equal((await ada.send('é'.repeat(4000))).message.length, 4000);
  assert.equal((await ada.send('😀'.repeat(2000))).message.length, 4000);
  for (const text of ['x'.repeat(4001), `${'😀'.repeat(2000)}x`, ' '.repeat(4001), 'x'.repeat(60_000)])
    assert.deepEqual(await ada.ask('message', post(text)), { ok: false, refusal: 'too-long' });
});

test('ten messages may come at once; then it is one a second, and the wait is told', async t => {
  const clock = stopClock(t);
  const relay = await startRelay(t);
  const ada = await relay.join('lobby', 'Ada');
  const ask = () => ada.ask('message', post('hi'));
  const answers = await Promise.all(Array.from({ length: 11 }, ask));
  assert.deepEqual(
    answers.map(({ ok }) => ok),
    [...Array<boolean>(10).fill(true), false],
  );
  assert.deepEqual(answers.at(-1), { ok: false, refusal: 'too-fast', retryAfter: 1000 });
  clock.now += 999;
  assert.deepEqual(await ask(), { ok: false, refusal: 'too-fast', retryAfter: 1 });
  clock.now += 1;
  assert.equal((await ask()).ok, true);
});

test('rate is a person’s, whatever the connection, and nobody else’s', async t => {
  const relay = await startRelay(t, { rate: '1/1h burst 2' });
  const ada = await relay.join('lobby', 'Ada');
  const again = await relay.join('lobby', 'Ada', { resume: ada.joined.you.resume });
  const bob = await relay.join('lobby', 'Bob');
  await ada.send('one');
  await again.send('two');
  assertTooFast(await ada.ask('message', post('three')), 3_600_000);
  assertTooFast(await again.ask('message', post('three')), 3_600_000);
  assert.equal((await bob.send('mine')).message, 'mine');
});

test('new names cost as much as messages, and the name one has costs nothing', async t => {
  const relay = await startRelay(t, { rate: '1/1h burst 2' });
  const ada = await relay.join('lobby', 'Ada');
  for (const name of ['Grace', 'Grace', 'Hedy', 'Hedy']) await ada.askFor('rename', { name });
  assertTooFast(await ada.ask('rename', { name: 'Ida' }), 3_600_000);
  assertTooFast(await ada.ask('message', post('as Ida')), 3_600_000);
  assert.equal((await ada.join('lobby')).you.name, 'Hedy');
});

test('a new guest for each message does not get around the rate', async t => {
  const relay = await startRelay(t, { rate: '1/1h burst 1' });
  for (let guest = 0; guest < 20; guest++) await (await relay.join('lobby')).send('mine');
  const oneMore = await relay.join('lobby');
  assertTooFast(await oneMore.ask('message', post('and mine')), 3_600_000);
});

test('message that is known already costs no rate', async t => {
  const relay = await startRelay(t, { rate: '1/1h burst 1' });
  const ada = await relay.join('lobby', 'Ada');
  const id = newId();
  const first = await ada.send('once', { id });
  for (let again = 0; again < 5; again++) assert.deepEqual(await ada.send('once', { id }), first);
  assertTooFast(await ada.ask('message', post('another')), 3_600_000);
});

test('message that is refused for what it is costs no rate', async t => {
  const relay = await startRelay(t, { rate: '1/1h burst 1' });
  const ada = await relay.join('lobby', 'Ada');
  await ada.ask('message', post(''));
  await ada.ask('message', post('x'.repeat(4001)));
  assert.equal((await ada.send('the one')).message, 'the one');
});

test('a hundred requests may come at once; the next is too fast, and others notice nothing', async t => {
  stopClock(t);
  const relay = await startRelay(t);
  const ada = await relay.join('lobby', 'Ada');
  const bob = await relay.join('lobby', 'Bob');
  const ask = (client: Client) => client.ask('history', { room: 'lobby', before: 1 });
  const answers = await Promise.all(Array.from({ length: 150 }, () => ask(ada)));
  // Entering the room was the first of them.
  assert.ok(answers.slice(0, 99).every(({ ok }) => ok));
  for (const answer of answers.slice(99)) assertTooFast(answer, 50);
  assert.equal((await ask(bob)).ok, true);
});

/** Asks for more than may be had, and goes on as if it had not been refused. @returns what it was told at the end */
async function flood(client: Client): Promise<unknown> {
  const asked = Array.from({ length: 250 }, () =>
    client.socket.emitWithAck('history', { room: 'lobby', before: 1 }),
  );
  for (const answer of asked) answer.catch(() => {}); // not all are answered any more
  const farewell = await client.byes.next();
  assert.equal(await client.goodbyes.next(), 'io server disconnect');
  return farewell;
}

test('who goes on after a hundred refusals is told so and cut off, and the others stay', async t => {
  stopClock(t);
  const relay = await startRelay(t);
  const [ada, bob] = [await relay.join('lobby', 'Ada'), await relay.join('lobby', 'Bob')];
  assert.deepEqual(await flood(ada), { refusal: 'too-fast', retryAfter: 5000 });
  assert.equal((await bob.send('still here')).message, 'still here');
  // Somebody else may have the same address.
  assert.equal((await relay.join('lobby', 'Cy')).joined.room, 'lobby');
});

test('address that floods again within a minute is shut out for five seconds', async t => {
  const clock = stopClock(t);
  const relay = await startRelay(t);
  const arriving = () => relay.connect().catch(({ data }: { data: unknown }) => data);
  await flood(await relay.join('lobby', 'Ada'));
  clock.now += 59_000;
  await flood(await relay.join('lobby', 'Ada'));
  assert.deepEqual(await arriving(), { refusal: 'too-fast', retryAfter: 5000 });
  clock.now += 5000;
  await flood(await relay.join('lobby', 'Ada'));
  clock.now += 61_000;
  await flood(await relay.join('lobby', 'Ada'));
  assert.equal((await relay.join('lobby', 'Ada')).joined.room, 'lobby');
});

test('connection may be in twenty rooms, and in another once it has left one', async t => {
  const relay = await startRelay(t);
  const ada = await relay.join('room-1', 'Ada');
  for (let room = 2; room <= 20; room++) await ada.join(`room-${room}`);
  assert.deepEqual(await ada.ask('join', { room: 'room-21' }), {
    ok: false,
    refusal: 'busy',
    retryAfter: 5000,
  });
  await ada.join('room-1');
  await ada.askFor('leave', { room: 'room-2' });
  assert.equal((await ada.join('room-21')).room, 'room-21');
});

test('address may have two hundred connections, and another once one has ended', async t => {
  const relay = await startRelay(t);
  const first = await RawWebsocket.connect(relay.url);
  const others = await Promise.all(Array.from({ length: 199 }, () => relay.connect()));
  const data: unknown = await relay.connect().catch((error: { data: unknown }) => error.data);
  assert.deepEqual(data, { refusal: 'busy', retryAfter: 30_000 });
  await others[0]!.join('lobby');
  await Promise.all([first.end(), others[1]!.join('lobby')]);
  assert.equal((await relay.join('lobby')).joined.people.count, 3);
});

test('address far over its bound does not get as far as a connection', async t => {
  const relay = await startRelay(t);
  const handshake = () => fetch(`${relay.url}socket.io/?EIO=4&transport=polling`);
  const responses = await Promise.all(Array.from({ length: 400 }, handshake));
  assert.ok(responses.every(({ status }) => status === 200));
  const refused = await handshake();
  assert.deepEqual([refused.status, await refused.json()], [403, { code: 4, message: 'busy' }]);
});

test('rate "off" lifts the limits per person, connection and address', async t => {
  const relay = await startRelay(t, { rate: 'off' });
  const clients = await Promise.all(Array.from({ length: 210 }, () => relay.connect()));
  const ada = clients.at(-1)!;
  await ada.join('lobby');
  const answers = await Promise.all(Array.from({ length: 300 }, () => ada.ask('message', post('fast'))));
  assert.ok(answers.every(({ ok }) => ok));
});

test('page holds at most 256 kB, however long the names of its writers', async t => {
  const relay = await startRelay(t, { rate: 'off' });
  const ada = await relay.join('lobby', '👩\u200d'.repeat(300));
  assert.ok(ada.joined.you.name.length > 800);
  for (let index = 0; index < 200; index++) await ada.send(`${index}`);
  const page = await ada.join('lobby', { limit: 200 });
  assert.ok(Buffer.byteLength(JSON.stringify(page.messages)) <= MAX_PAGE_BYTES);
  assert.equal(page.complete, false);
});

test('new names are ten a minute, however fast messages may come', async t => {
  stopClock(t);
  const relay = await startRelay(t, { rate: '100/1s' });
  const ada = await relay.join('lobby', 'Ada');
  for (let number = 0; number < 10; number++) await ada.askFor('rename', { name: `Ada ${number}` });
  assertTooFast(await ada.ask('rename', { name: 'Ida' }), 6000);
  await ada.send('still here');
});

test('fifty rooms may be entered at once; then it is five a second', async t => {
  const clock = stopClock(t);
  const relay = await startRelay(t);
  const ada = await relay.connect();
  const enter = () => ada.ask('join', { room: 'lobby' });
  const answers = await Promise.all(Array.from({ length: 51 }, enter));
  assert.ok(answers.slice(0, 50).every(({ ok }) => ok));
  assert.deepEqual(answers.at(-1), { ok: false, refusal: 'too-fast', retryAfter: 200 });
  clock.now += 200;
  assert.equal((await enter()).ok, true);
});

test('a hundred pages may be read at once by one person, by whatever connections', async t => {
  stopClock(t);
  const relay = await startRelay(t);
  const ada = await relay.join('lobby', 'Ada');
  const again = await relay.join('lobby', 'Ada', { resume: ada.joined.you.resume });
  const read = (client: Client) => client.ask('history', { room: 'lobby', before: 1 });
  const answers = await Promise.all(
    [ada, again].flatMap(client => Array.from({ length: 60 }, () => read(client))),
  );
  assert.equal(answers.filter(({ ok }) => ok).length, 100);
  const { epoch, head: rev } = ada.joined;
  assertTooFast(await again.ask('since', { room: 'lobby', epoch, rev }), 100);
});

test('a room takes at once twenty times what one person may write, and others have theirs', async t => {
  stopClock(t);
  const relay = await startRelay(t, { rate: '1/1h burst 5', trustProxy: 1 });
  const arrive = (number: number) =>
    relay.join('lobby', undefined, {
      io: { extraHeaders: { 'X-Forwarded-For': `203.0.113.${number}` } },
    });
  const crowd = await Promise.all(Array.from({ length: 101 }, (_, number) => arrive(number)));
  const answers = await Promise.all(crowd.map(guest => guest.ask('message', post('mine'))));
  assert.equal(answers.filter(({ ok }) => ok).length, 100);
  const refused = crowd[answers.findIndex(({ ok }) => !ok)]!;
  await refused.join('kitchen');
  assert.equal((await refused.send('mine')).message, 'mine');
});

test('what one bound refuses is not taken from another', async t => {
  stopClock(t);
  const relay = await startRelay(t, { rate: '1/1h burst 20' });
  const ada = await relay.join('lobby', 'Ada');
  for (let number = 0; number < 10; number++) await ada.askFor('rename', { name: `Ada ${number}` });
  for (let number = 0; number < 15; number++) assertTooFast(await ada.ask('rename', { name: 'Ida' }), 6000);
  for (let number = 0; number < 10; number++) await ada.send('still here');
  assertTooFast(await ada.ask('message', post('one more')), 3_600_000);
});
