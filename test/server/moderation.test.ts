import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { newId, type Client } from '../support/client.js';
import { Inbox } from '../support/inbox.js';
import { folderOf } from '../support/folder.js';
import { SECRET, tokenOf } from '../support/jwt.js';
import { hearAudit, HOUR_MS, openModerated, type Moderated } from '../support/moderated.js';

const idOf = (client: Client) => client.joined.you.id;
const say = (client: Client, message = 'hi') =>
  client.ask('message', { type: 'userMessage', room: 'lobby', id: newId(), message });
const pageOf = async (client: Client) =>
  (await client.join('lobby')).messages.map(({ message, removed }) => (removed ? 'removed' : message));

/** What a client is told before the relay ends its connection. */
const farewell = ({ socket }: Client): Promise<unknown> => {
  const said = new Inbox<unknown>();
  socket.once('bye', answer => said.put(answer));
  return said.next();
};

/** Why somebody is not let in. */
const refusalOf = (arriving: Promise<Client>) =>
  arriving.then(
    () => 'let in',
    (error: Error & { data: { refusal: string } }) => error.data.refusal,
  );

function setUp(t: TestContext, options = {}) {
  const audit = hearAudit(t);
  return openModerated(t, options).then(moderated => ({ ...moderated, audit }));
}

test('only a moderator moderates, and only where they are', async t => {
  const { arrive, mod } = await setUp(t);
  const { id } = await mod.send('hi');
  const guest = await arrive('Ada', 2);
  const member = await arrive('Bob', 3, { token: tokenOf({ sub: 'bob' }) });
  const requests: [string, object][] = [
    ['remove', { id }],
    ['moderate', { action: 'remove', person: idOf(mod) }],
    ['moderate', { action: 'ban', person: idOf(mod), forMs: HOUR_MS }],
    ['moderate', { action: 'unmute', person: idOf(mod) }],
    ['moderate', { action: 'slow', everyMs: 1000 }],
    ['moderate', { action: 'lock' }],
  ];
  for (const [event, request] of requests) {
    for (const client of [guest, member]) {
      const answer = await client.ask(event, { room: 'lobby', ...request });
      assert.deepEqual(answer, { ok: false, refusal: 'not-allowed' }, event);
    }
    const elsewhere = await mod.ask(event, { room: 'kitchen', ...request });
    assert.deepEqual(elsewhere, { ok: false, refusal: 'not-joined' }, event);
  }
});

test('a removed message is gone for those who are here, those who come back, and in history', async t => {
  const { arrive, mod } = await setUp(t);
  const [ada, bob] = [await arrive('Ada', 2), await arrive('Bob', 3)];
  const { id, seq } = await ada.send('bad');
  await ada.send('good');
  const { epoch, head: rev } = await bob.join('lobby');
  assert.deepEqual(await mod.askFor('remove', { room: 'lobby', id }), { ok: true, removed: 1 });
  const heard = await bob.messages.nextThat(({ removed }) => !!removed);
  assert.deepEqual([heard.id, heard.seq, heard.message], [id, seq, '']);
  const page = await bob.join('lobby', { since: { epoch, rev } });
  assert.deepEqual(page.messages, [heard]);
  assert.deepEqual(await pageOf(bob), ['removed', 'good']);
  assert.deepEqual(await mod.askFor('remove', { room: 'lobby', id }), { ok: true, removed: 0 });
  assert.equal((await ada.send('bad', { id })).message, '');
});

test('all that somebody wrote within the last hour is removed, and nothing older or of others', async t => {
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() - HOUR_MS - 1 });
  const { arrive } = await setUp(t);
  const early = await arrive('Ada', 2);
  await early.send('old');
  t.mock.timers.reset();
  // The clients of an hour ago would find that they have heard nothing for so long.
  const mod = await arrive('Mo', 1, { token: tokenOf({ sub: 'mo', role: 'moderator' }) });
  const [ada, bob] = [await arrive('Ada', 2, { resume: early.joined.you.resume }), await arrive('Bob', 3)];
  for (const text of ['one', 'two']) await ada.send(text);
  await bob.send('mine');
  const request = { room: 'lobby', action: 'remove', person: idOf(ada) };
  assert.deepEqual(await mod.askFor('moderate', request), { ok: true, removed: 2 });
  assert.deepEqual(await pageOf(bob), ['old', 'removed', 'removed', 'mine']);
});

test('who is muted reads on, and writes again when it is over', async t => {
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() });
  const { arrive, moderate, mod } = await setUp(t);
  const ada = await arrive('Ada', 2);
  await moderate({ action: 'mute', person: idOf(ada), forMs: 30_000 });
  assert.deepEqual(await say(ada), { ok: false, refusal: 'muted' });
  assert.equal((await ada.join('lobby')).settings.mayWrite, false);
  await mod.send('to all');
  assert.equal((await ada.next()).message, 'to all');
  t.mock.timers.tick(30_000);
  assert.equal((await say(ada)).ok, true);
  assert.equal((await ada.join('lobby')).settings.mayWrite, true);
});

test('a new tab under another name is muted too; others, and members, from there are not', async t => {
  const { arrive, moderate } = await setUp(t);
  const ada = await arrive('Ada', 2);
  await moderate({ action: 'mute', person: idOf(ada), forMs: HOUR_MS });
  assert.deepEqual(await say(await arrive('Grace', 2)), { ok: false, refusal: 'muted' });
  assert.deepEqual(await say(await arrive('Ada', 4, { resume: ada.joined.you.resume })), {
    ok: false,
    refusal: 'muted',
  });
  assert.equal((await say(await arrive('Bob', 3))).ok, true);
  const member = await arrive('Cy', 2, { token: tokenOf({ sub: 'cy' }) });
  assert.equal((await say(member)).ok, true);
  await moderate({ action: 'unmute', person: idOf(ada) });
  assert.equal((await say(ada)).ok, true);
});

test('who is banned is out at once, and does not come in by another tab, name or address', async t => {
  const { arrive, moderate } = await setUp(t);
  const [ada, again, bob] = [await arrive('Ada', 2), await arrive('Grace', 2), await arrive('Bob', 3)];
  const farewells = [ada, again].map(farewell);
  await moderate({ action: 'ban', person: idOf(ada), forMs: HOUR_MS });
  for (const said of await Promise.all(farewells)) {
    const { refusal, retryAfter } = said as { refusal: string; retryAfter: number };
    assert.equal(refusal, 'banned');
    assert.ok(retryAfter > HOUR_MS - 60_000 && retryAfter <= HOUR_MS);
  }
  assert.equal(await refusalOf(arrive('Hedy', 2)), 'banned');
  assert.equal(await refusalOf(arrive('Ada', 4, { resume: ada.joined.you.resume })), 'banned');
  assert.equal(await refusalOf(arrive('Ida', 4)), 'let in');
  assert.equal(await refusalOf(arrive('Cy', 2, { token: tokenOf({ sub: 'cy' }) })), 'let in');
  await bob.send('still here');
  await moderate({ action: 'unban', person: idOf(ada) });
  assert.equal(await refusalOf(arrive('Ada', 2)), 'let in');
});

test('a member is banned wherever they come from, and a long ban names no time', async t => {
  const { arrive, moderate } = await setUp(t);
  const token = tokenOf({ sub: 'bob' });
  const bob = await arrive('Bob', 2, { token });
  const said = farewell(bob);
  await moderate({ action: 'ban', person: idOf(bob), forMs: 100 * 24 * HOUR_MS });
  assert.deepEqual(await said, { refusal: 'banned' });
  assert.equal(await refusalOf(arrive('Bob', 9, { token })), 'banned');
});

test('a ban in one space leaves the other alone, before and after a restart', async t => {
  const database = `sqlite:${join(folderOf(t), 'chat.db')}`;
  const options = { database, spaces: { shop: { tokenSecret: SECRET } } };
  const token = tokenOf({ sub: 'bob' });
  const io = { extraHeaders: { 'X-Forwarded-For': '203.0.113.2' } };
  const enterShop = ({ relay }: Moderated, wishes: object) =>
    relay.join('lobby', 'Ada', { ...wishes, io, space: 'shop' });
  const first = await setUp(t, options);
  const [ada, bob] = [await first.arrive('Ada', 2), await first.arrive('Bob', 2, { token })];
  const [secret, member] = [{ resume: ada.joined.you.resume }, { token }];
  const there = [await enterShop(first, secret), await enterShop(first, member)];
  for (const { joined } of [ada, bob])
    await first.moderate({ action: 'ban', person: joined.you.id, forMs: HOUR_MS });
  for (const client of there) assert.equal((await say(client)).ok, true);
  const checkDoors = async (moderated: Moderated) => {
    for (const wishes of [{}, secret, member]) {
      assert.equal(await refusalOf(moderated.arrive('Ada', 2, wishes)), 'banned');
      assert.equal(await refusalOf(enterShop(moderated, wishes)), 'let in');
    }
  };
  await checkDoors(first);
  await first.relay.relay.close();
  await checkDoors(await openModerated(t, options));
});

test('who has left already is banned with where they came from', async t => {
  const { arrive, moderate } = await setUp(t);
  const ada = await arrive('Ada', 2);
  ada.close();
  await moderate({ action: 'ban', person: idOf(ada), forMs: HOUR_MS });
  assert.equal(await refusalOf(arrive('Grace', 2)), 'banned');
});

test('moderators are not muted or banned, nor bound by what they set', async t => {
  const { arrive, mod, moderate } = await setUp(t);
  for (const action of ['mute', 'ban']) {
    const answer = await mod.ask('moderate', { room: 'lobby', action, person: idOf(mod), forMs: 1000 });
    assert.deepEqual(answer, { ok: false, refusal: 'not-allowed' });
  }
  const ada = await arrive('Ada', 1);
  await moderate({ action: 'mute', person: idOf(ada), forMs: HOUR_MS });
  await moderate({ action: 'slow', everyMs: HOUR_MS });
  await moderate({ action: 'lock' });
  for (const text of ['one', 'two']) assert.equal((await mod.send(text)).message, text);
});

test('a locked room is read, and written in by moderators alone', async t => {
  const { arrive, moderate } = await setUp(t);
  const ada = await arrive('Ada', 2);
  await moderate({ action: 'lock' });
  assert.deepEqual(await say(ada), { ok: false, refusal: 'read-only' });
  assert.equal((await ada.join('lobby')).settings.mayWrite, false);
  await ada.join('kitchen');
  await ada.send('elsewhere');
  await moderate({ action: 'unlock' });
  assert.equal((await say(ada)).ok, true);
});

test('in slow mode each says one thing in a while, and the wait is told', async t => {
  const clock = { now: performance.now() };
  t.mock.method(performance, 'now', () => clock.now);
  const { arrive, moderate } = await setUp(t);
  const [ada, bob] = [await arrive('Ada', 2), await arrive('Bob', 3)];
  await moderate({ action: 'slow', everyMs: 30_000 });
  assert.equal((await bob.join('lobby')).settings.slowMs, 30_000);
  assert.equal((await say(ada)).ok, true);
  assert.equal((await say(bob)).ok, true);
  assert.deepEqual(await say(ada, ''), { ok: false, refusal: 'empty' });
  clock.now += 10_000;
  assert.deepEqual(await say(ada), { ok: false, refusal: 'slow-mode', retryAfter: 20_000 });
  clock.now += 20_000;
  assert.equal((await say(ada)).ok, true);
  await moderate({ action: 'slow', everyMs: 0 });
  assert.equal((await say(ada)).ok, true);
});

test('clients of the tutorial’s kind are under the same rules, and hear of it in their dialect', async t => {
  const { relay, mod, moderate } = await setUp(t);
  const tutorial = await relay.connectTutorial();
  tutorial.send('bad');
  const { id, from } = await mod.messages.nextThat(({ message }) => message === 'bad');
  await tutorial.nextOf('myMessage');
  await mod.askFor('remove', { room: 'lobby', id });
  await moderate({ action: 'mute', person: from.id, forMs: HOUR_MS });
  tutorial.send('worse');
  assert.equal((await tutorial.nextOf('serverMessage')).message, 'Not sent: you may not write here for now.');
  const ended = new Promise(resolve => tutorial.socket.once('disconnect', resolve));
  await moderate({ action: 'ban', person: from.id, forMs: HOUR_MS });
  await ended;
  assert.equal(tutorial.lines.all.at(-1)!.message, 'You are banned from this chat.');
  assert.deepEqual([tutorial.strays, tutorial.lines.all.filter(({ message }) => message === '')], [[], []]);
  assert.equal(await refusalOf(relay.connectTutorial() as never), 'banned');
});

test('what moderators decided outlives the relay, and what they did is written down without a text', async t => {
  const database = `sqlite:${join(folderOf(t), 'chat.db')}`;
  const first = await setUp(t, { database });
  const [ada, bob] = [await first.arrive('Ada', 2), await first.arrive('Bob', 3)];
  const { id } = await ada.send('a secret');
  await first.mod.askFor('remove', { room: 'lobby', id });
  await first.moderate({ action: 'ban', person: idOf(ada), forMs: HOUR_MS });
  await first.moderate({ action: 'mute', person: idOf(bob), forMs: HOUR_MS });
  await first.moderate({ action: 'lock' });
  const lines = first.audit();
  assert.deepEqual(
    lines.map(({ action, person, name, message, removed, forMs }) => [
      action,
      person ?? message,
      name,
      removed ?? forMs,
    ]),
    [
      ['remove', id, undefined, 1],
      ['ban', idOf(ada), 'Ada', HOUR_MS],
      ['mute', idOf(bob), 'Bob', HOUR_MS],
      ['lock', undefined, undefined, undefined],
    ],
  );
  assert.ok(
    lines.every(
      ({ log, room, by }) =>
        log === 'moderation' && room === 'lobby' && (by as { name: string }).name === 'Mo',
    ),
  );
  assert.doesNotMatch(JSON.stringify(lines), /a secret|203\.0\.113/);
  await first.relay.relay.close();
  const second = await openModerated(t, { database });
  assert.equal(await refusalOf(second.arrive('Grace', 2)), 'banned');
  const back = await second.arrive('Bob', 3, { resume: bob.joined.you.resume });
  assert.deepEqual(await say(back), { ok: false, refusal: 'muted' });
  assert.deepEqual(await say(await second.arrive('Cy', 4)), { ok: false, refusal: 'read-only' });
  assert.deepEqual(await pageOf(back), ['removed']);
});
