import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Joined } from '../../protocol/events.js';
import { readOptions } from '../../server/options.js';
import { Rooms } from '../../server/rooms.js';
import { fits } from '../../server/rights.js';
import type { RoomContext } from '../../server/room.js';
import { SECRET, tokenOf } from '../support/jwt.js';
import { startRelay } from '../support/relay.js';

const UNKNOWN = { ok: false, refusal: 'unknown-room' };
const WITH_TOKENS = { tokenSecret: SECRET, rate: 'off' };

test('pattern stands for any part of a name', () => {
  const cases: [string, string[], string[]][] = [
    ['lobby', ['lobby'], ['lobby2', 'Lobby', 'a/lobby', '']],
    ['*', ['lobby', 'a/b'], []],
    ['team/*', ['team/red', 'team/', 'team/a/b'], ['team', 'ateam/red']],
    ['*-help', ['en-help', '-help'], ['help', 'en-help2']],
    ['a*b*c', ['abc', 'axxbyyc', 'abbcc'], ['acb', 'ab', 'bc', 'abcd']],
    ['a*a', ['aa', 'aba'], ['a']],
    ['x.y', ['x.y'], ['xzy']],
  ];
  for (const [pattern, right, wrong] of cases) {
    for (const room of right) assert.ok(fits(pattern, room), `${pattern} ${room}`);
    for (const room of wrong) assert.ok(!fits(pattern, room), `${pattern} ${room}`);
  }
});

test('every fault in a list of rooms is named with its place and what would be right', () => {
  const rooms = [
    'lobby',
    'two words',
    { name: 'a', read: 'all', slow: '2h', history: 'soon' },
    { title: ' ', name: 'b' },
    { name: 'c', colour: 'red' },
    7,
    { name: 'd', slow: -1, history: null },
    { name: 'e', slow: NaN, title: 10n },
    { title: 'without a name' },
    { name: 3, words: ['x'] },
    [],
  ];
  assert.throws(
    () => readOptions({ rooms } as never),
    (error: Error) => {
      for (const fault of [
        /rooms\[1\]: "two words" is not a name of 1 to 128 letters/,
        /rooms\[2\]\.read: "all" is not everyone, members, invited, moderators/,
        /rooms\[2\]\.slow: "2h" is not a time up to 1h, such as 30s/,
        /rooms\[2\]\.history: "soon" is not a time such as 1h, or 0/,
        /rooms\[3\]\.title: " " is not a text/,
        /rooms\[4\]\.colour: "colour" is not one of name, title/,
        /rooms\[5\]: 7 is not a name of 1 to 128 letters, .* nor an object with one/,
        /rooms\[6\]\.slow: -1 is not a time up to 1h/,
        /rooms\[6\]\.history: null is not a time such as 1h/,
        /rooms\[7\]\.slow: NaN is not a time up to 1h/,
        /rooms\[7\]\.title: 10n is not a text/,
        /rooms\[8\]\.name: it is missing; it has to be a name of 1 to 128 letters/,
        /rooms\[9\]\.name: 3 is not a name/,
        /rooms\[9\]\.words: \[ 'x' \] is not an object with lists of words/,
        /rooms\[10\]: \[\] is not a name .* nor an object/,
      ])
        assert.match(error.message, fault);
      return true;
    },
  );
});

test('room that is not there and one that is not open are told alike, in all that is asked', async t => {
  const rooms = [
    'lobby',
    { name: 'staff', read: 'moderators' as const },
    { name: 'club', read: 'members' as const },
  ];
  const relay = await startRelay(t, { ...WITH_TOKENS, rooms });
  const guest = await relay.join('lobby');
  for (const room of ['staff', 'club', 'nowhere']) {
    assert.deepEqual(await guest.ask('join', { room }), UNKNOWN);
    const { epoch } = guest.joined;
    for (const [event, payload] of [
      ['since', { room, epoch, rev: 0 }],
      ['history', { room }],
      ['message', { type: 'userMessage', room, id: 'a'.repeat(22), message: 'hi' }],
    ] as const)
      assert.deepEqual(await guest.ask(event, payload), { ok: false, refusal: 'not-joined' });
  }
});

test('rooms are read and written by whom they are for', async t => {
  const rooms = [
    { name: 'news', write: 'moderators' as const },
    { name: 'club', read: 'members' as const, write: 'members' as const },
    { name: 'team/*', read: 'invited' as const },
    { name: 'staff', read: 'moderators' as const },
    { name: '*' },
  ];
  const relay = await startRelay(t, { ...WITH_TOKENS, rooms });
  const clients = {
    guest: await relay.connect(),
    member: await relay.connect({ token: tokenOf({ sub: 'member' }) }),
    invited: await relay.connect({ token: tokenOf({ sub: 'invited', rooms: ['team/red', 'news'] }) }),
    moderator: await relay.connect({ token: tokenOf({ sub: 'moderator', role: 'moderator' }) }),
  };
  const rightsOf = async (name: keyof typeof clients) => {
    const rights: string[] = [];
    for (const room of ['news', 'club', 'team/red', 'team/blue', 'staff', 'other']) {
      const answer = await clients[name].ask('join', { room });
      if (answer.ok) rights.push(`${room} ${(answer as unknown as Joined).settings.mayWrite ? 'rw' : 'r'}`);
      else assert.deepEqual(answer, UNKNOWN);
    }
    return rights;
  };
  assert.deepEqual(await rightsOf('guest'), ['news r', 'other rw']);
  assert.deepEqual(await rightsOf('member'), ['news r', 'club rw', 'other rw']);
  assert.deepEqual(await rightsOf('invited'), ['news r', 'team/red rw']);
  assert.deepEqual(await rightsOf('moderator'), [
    'news rw',
    'club rw',
    'team/red rw',
    'team/blue rw',
    'staff rw',
    'other rw',
  ]);
  await assert.rejects(clients.guest.send('psst', { room: 'news' }), /read-only/);
});

test('room says its title and its welcome, to tutorial clients too', async t => {
  const rooms = [{ name: 'lobby', title: 'The lobby', welcome: 'Take a seat' }, '*'];
  const relay = await startRelay(t, { rooms });
  const { welcome, settings } = (await relay.join('lobby')).joined;
  assert.deepEqual([welcome, settings.title], ['Take a seat', 'The lobby']);
  assert.equal((await (await relay.connectTutorial()).next()).message, 'Take a seat');
  assert.equal('title' in (await relay.join('other')).joined.settings, false);
});

test('tutorial clients are not let in where their room is not open to guests', async t => {
  const relay = await startRelay(t, { rooms: 'kitchen' });
  const old = await relay.connectTutorial();
  await old.goodbyes.next();
  assert.equal(old.lines.all.length, 0);
});

test('in a slow room each person waits between two messages, and moderators do not', async t => {
  const relay = await startRelay(t, { ...WITH_TOKENS, rooms: [{ name: '*', slow: '30s' }] });
  const ada = await relay.join('lobby', 'Ada');
  const bob = await relay.join('lobby', 'Bob');
  assert.equal(ada.joined.settings.slowMs, 30_000);
  const id = 'a'.repeat(22);
  await ada.send('one', { id });
  await bob.send('one');
  const again = await ada.ask('message', {
    type: 'userMessage',
    room: 'lobby',
    id: 'b'.repeat(22),
    message: 'two',
  });
  assert.ok(
    !again.ok && again.refusal === 'slow-mode' && again.retryAfter! > 25_000 && again.retryAfter! <= 30_000,
  );
  assert.equal((await ada.send('one', { id })).message, 'one');
  const moderator = await relay.join('lobby', undefined, { token: tokenOf({ role: 'moderator' }) });
  for (const text of ['a', 'b']) await moderator.send(text);
});

test('what is older than a room’s history is shown to nobody who asks, but to moderators', async t => {
  const relay = await startRelay(t, { ...WITH_TOKENS, rooms: [{ name: '*', history: '1h' }] });
  const ada = await relay.join('lobby', 'Ada');
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() - 3_700_000 });
  const old = await ada.send('old');
  t.mock.timers.reset();
  await ada.send('new');
  const texts = (page: { messages: { message: string }[] }) => page.messages.map(({ message }) => message);
  const bob = await relay.join('lobby', 'Bob');
  assert.deepEqual([texts(bob.joined), bob.joined.complete], [['new'], true]);
  const { epoch } = bob.joined;
  for (const request of [{}, { before: 9 }, { after: 0 }, { around: old.seq }])
    assert.deepEqual(texts(await bob.askFor('history', { room: 'lobby', ...request })), ['new']);
  assert.deepEqual(texts(await bob.askFor('since', { room: 'lobby', epoch, rev: 0 })), ['new']);
  assert.deepEqual(texts(await bob.join('lobby', { since: { epoch, rev: 0 } })), ['new']);
  const moderator = await relay.join('lobby', undefined, { token: tokenOf({ role: 'moderator' }) });
  assert.deepEqual(texts(moderator.joined), ['old', 'new']);
});

test('room that nobody is in leaves memory, and one that someone is in stays', t => {
  t.mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'] });
  const outlet = { deliver() {}, tell() {} };
  const presence = { namedUpTo: 50, graceMs: 4000, foldMs: 500 };
  const rooms = new Rooms({ outlet, presence } as unknown as RoomContext);
  t.after(() => rooms.close());
  const ada = { id: 'ada', name: 'Ada' };
  const lobby = rooms.open('lobby');
  lobby.presence.enter(ada);
  rooms.open('empty');
  t.mock.timers.tick(60_000);
  assert.equal(rooms.size, 2);
  t.mock.timers.tick(60_000);
  assert.equal(rooms.size, 1);
  assert.equal(rooms.open('lobby'), lobby);
  lobby.presence.leave(ada);
  t.mock.timers.tick(200_000);
  assert.equal(rooms.size, 0);
});
