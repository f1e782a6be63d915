import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { You } from '../../protocol/events.js';
import { tellFaults, BadToken } from '../../server/bad-token.js';
import { folderOf } from '../support/folder.js';
import { SECRET, secondsFromNow, tokenOf } from '../support/jwt.js';
import { startRelay, type TestRelay } from '../support/relay.js';

const WITH_TOKENS = { tokenSecret: SECRET };
const LEEWAY_S = 60;

async function refusalOf(relay: TestRelay, auth: { token?: unknown; resume?: string }): Promise<unknown> {
  const refused = await relay.connect(auth).then(
    () => undefined,
    (error: Error & { data: unknown }) => error.data,
  );
  return refused;
}

test('who comes with a token is whom the site says, and shown as that', async t => {
  const relay = await startRelay(t, WITH_TOKENS);
  const picture = 'https://example.org/ada.png';
  const token = tokenOf({ name: ' Ada \u202e', role: 'moderator', picture });
  const ada = await relay.join('lobby', 'Mallory', { token });
  const { you } = ada.joined;
  assert.match(you.id, /^[A-Za-z0-9_-]{22}$/);
  assert.deepEqual(you, { id: you.id, name: 'Ada', role: 'moderator', verified: true, picture });
  const bob = await relay.join('lobby', 'Bob');
  assert.deepEqual(bob.joined.people.list?.[0], you);
  await ada.send('hi');
  assert.deepEqual((await bob.next()).from, you);
});

test('member without a name from the site chooses one, which nobody vouches for', async t => {
  const relay = await startRelay(t, WITH_TOKENS);
  const ada = await relay.join('lobby', 'Ada', { token: tokenOf() });
  assert.deepEqual(Object.keys(ada.joined.you).sort(), ['id', 'name']);
  assert.equal((await ada.askFor<{ you: You }>('rename', { name: 'Grace' })).you.name, 'Grace');
  const { you } = await ada.askFor<{ you: You }>('renew', { token: tokenOf() });
  assert.equal(you.name, 'Grace');
});

test('name that the site vouches for cannot be changed', async t => {
  const relay = await startRelay(t, WITH_TOKENS);
  const ada = await relay.join('lobby', undefined, { token: tokenOf({ name: 'Ada' }) });
  assert.deepEqual(await ada.ask('rename', { name: 'Grace' }), { ok: false, refusal: 'not-allowed' });
  assert.equal((await ada.send('still me')).from.name, 'Ada');
});

test('member is one person on every site and device, and after a restart; sub and issuer tell them apart', async t => {
  const options = { ...WITH_TOKENS, database: `sqlite:${folderOf(t)}/chat.db` };
  const first = await startRelay(t, options);
  const idOf = async (relay: TestRelay, claims: object, headers = {}) =>
    (await relay.join('lobby', undefined, { token: tokenOf(claims), io: { extraHeaders: headers } })).joined
      .you.id;
  const id = await idOf(first, {});
  assert.equal(await idOf(first, { name: 'Ada' }, { Origin: 'https://a.example.org' }), id);
  const others = [
    await idOf(first, { sub: 'ada ' }),
    await idOf(first, { iss: 'x' }),
    await idOf(first, { sub: 'x","a' }),
  ];
  assert.equal(new Set([id, ...others]).size, 4);
  await first.relay.close();
  assert.equal(await idOf(await startRelay(t, options), {}), id);
  // Another relay hashes with another key: nobody can tell from an id who it is.
  assert.notEqual(await idOf(await startRelay(t, WITH_TOKENS), {}), id);
});

test('token that does not hold refuses the connection, and makes nobody a guest', async t => {
  const relay = await startRelay(t, { ...WITH_TOKENS, rate: 'off' });
  t.mock.method(console, 'error', () => {});
  for (const token of ['', 'x', null, 7, {}, tokenOf({}, 'x'.repeat(32)), 'x'.repeat(50_000)])
    assert.deepEqual(await refusalOf(relay, { token }), { refusal: 'bad-token' });
  const late = tokenOf({ exp: secondsFromNow(-2 * LEEWAY_S) });
  assert.deepEqual(await refusalOf(relay, { token: late }), { refusal: 'expired-token' });
  const without = await startRelay(t);
  assert.deepEqual(await refusalOf(without, { token: tokenOf() }), { refusal: 'bad-token' });
});

test('why a token is refused is told to who runs the relay, each reason once a minute, and nothing of the token', () => {
  const said: string[] = [];
  let now = 0;
  const tell = tellFaults(
    sentence => said.push(sentence),
    () => now,
  );
  for (const fault of ['signature', 'signature', 'audience'] as const) tell(new BadToken(fault));
  assert.deepEqual(said, [
    'A token was refused: its signature does not fit.',
    'A token was refused: its aud is not CHAT_TOKEN_AUDIENCE.',
  ]);
  now = 60_000;
  tell(new BadToken('signature'));
  assert.equal(said.length, 3);
});

test('public id that was overheard opens nothing', async t => {
  const relay = await startRelay(t, { ...WITH_TOKENS, rate: 'off' });
  t.mock.method(console, 'error', () => {});
  const ada = await relay.join('lobby', undefined, { token: tokenOf({ name: 'Ada', role: 'moderator' }) });
  const { id } = ada.joined.you;
  assert.deepEqual(await refusalOf(relay, { token: id }), { refusal: 'bad-token' });
  for (const resume of [id, `${id}${'A'.repeat(21)}`]) {
    const thief = await relay.join('lobby', 'Ada', { resume });
    assert.notEqual(thief.joined.you.id, id);
    assert.equal(thief.joined.you.role, undefined);
    assert.deepEqual(await thief.ask('renew', { token: id }), { ok: false, refusal: 'bad-token' });
  }
  // A site can be made to sign any `sub` that is the thief's own, also one that looks like an id.
  const member = await relay.join('lobby', undefined, { token: tokenOf({ sub: id }) });
  assert.notEqual(member.joined.you.id, id);
});

test('connection ends with its token, and hears why', async t => {
  const relay = await startRelay(t, WITH_TOKENS);
  const ada = await relay.join('lobby', undefined, { token: tokenOf({ exp: secondsFromNow(1 - LEEWAY_S) }) });
  assert.deepEqual(await ada.byes.next(), { refusal: 'expired-token' });
  await ada.goodbyes.next();
});

test('later token of the same person puts the end off, and brings what is new', async t => {
  const relay = await startRelay(t, WITH_TOKENS);
  const short = tokenOf({ exp: secondsFromNow(2 - LEEWAY_S), name: 'Ada' });
  const ada = await relay.join('lobby', undefined, { token: short });
  const bob = await relay.join('lobby', undefined, {
    token: tokenOf({ sub: 'bob', exp: secondsFromNow(2 - LEEWAY_S) }),
  });
  const { you } = await ada.askFor<{ you: You }>('renew', {
    token: tokenOf({ name: 'Ada L.', role: 'moderator' }),
  });
  assert.deepEqual([you.id, you.name, you.role], [ada.joined.you.id, 'Ada L.', 'moderator']);
  assert.deepEqual(
    (await bob.people.nextThat(({ joined = [] }) => joined.some(({ name }) => name === 'Ada L.'))).left,
    [],
  );
  await bob.goodbyes.next();
  assert.equal((await ada.send('still here')).from.name, 'Ada L.');
});

test('renewing takes no token of someone else, none that has ended, and makes no member of a guest', async t => {
  const relay = await startRelay(t, { ...WITH_TOKENS, rate: 'off' });
  t.mock.method(console, 'error', () => {});
  const ada = await relay.join('lobby', undefined, { token: tokenOf() });
  const guest = await relay.join('lobby', 'Ada');
  const bad = { ok: false, refusal: 'bad-token' };
  assert.deepEqual(await ada.ask('renew', { token: tokenOf({ sub: 'bob' }) }), bad);
  assert.deepEqual(await ada.ask('renew', { token: tokenOf({ iss: 'x' }) }), bad);
  assert.deepEqual(await guest.ask('renew', { token: tokenOf() }), bad);
  const late = { token: tokenOf({ exp: secondsFromNow(-2 * LEEWAY_S) }) };
  assert.deepEqual(await ada.ask('renew', late), { ok: false, refusal: 'expired-token' });
  for (const payload of [{}, { token: 7 }, 'x', null])
    assert.deepEqual(await ada.ask('renew', payload), { ok: false, refusal: 'bad-request' });
  assert.equal((await ada.send('still me')).from.id, ada.joined.you.id);
});

test('rooms of a token are the only ones that are open, and those it loses are left', async t => {
  const relay = await startRelay(t, WITH_TOKENS);
  const bob = await relay.join('team/red', 'Bob');
  const ada = await relay.join('team/red', undefined, { token: tokenOf({ rooms: ['team/*', 'lobby'] }) });
  await ada.join('lobby');
  await bob.people.nextThat(({ count }) => count === 2);
  for (const room of ['kitchen', 'team', 'lobby2'])
    assert.deepEqual(await ada.ask('join', { room }), { ok: false, refusal: 'unknown-room' });
  await ada.askFor('renew', { token: tokenOf({ rooms: ['lobby'] }) });
  await bob.people.nextThat(({ left = [] }) => left.length === 1);
  assert.deepEqual(await ada.ask('history', { room: 'team/red' }), { ok: false, refusal: 'not-joined' });
  await bob.send('among us');
  await ada.send('all is well', { room: 'lobby' });
  assert.deepEqual((await ada.next()).message, 'all is well');
});

test('guests read where they may not write, in either dialect, and members write', async t => {
  const relay = await startRelay(t, { ...WITH_TOKENS, guests: 'read' });
  const guest = await relay.join('lobby', 'Guest');
  const old = await relay.connectTutorial();
  assert.equal(guest.joined.settings.mayWrite, false);
  const draft = { type: 'userMessage', room: 'lobby', id: 'a'.repeat(22), message: 'hi' };
  assert.deepEqual(await guest.ask('message', draft), { ok: false, refusal: 'read-only' });
  old.send('hi');
  const ada = await relay.join('lobby', undefined, { token: tokenOf() });
  assert.equal(ada.joined.settings.mayWrite, true);
  await ada.send('only me');
  for (const reader of [guest, old])
    assert.equal(
      (await ('nextOf' in reader ? reader.nextOf('userMessage') : reader.next())).message,
      'only me',
    );
  assert.equal((await guest.join('lobby')).messages.length, 1);
});

test('where guests may not come in, a token is asked of everyone', async t => {
  const relay = await startRelay(t, { ...WITH_TOKENS, guests: 'none' });
  assert.deepEqual(await refusalOf(relay, {}), { refusal: 'bad-token' });
  await assert.rejects(relay.connectTutorial(), { data: { refusal: 'bad-token' } });
  assert.equal((await relay.join('lobby', undefined, { token: tokenOf() })).joined.people.count, 1);
});
