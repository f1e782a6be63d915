import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { Person } from '../../protocol/messages.js';
import { Presence, RETURN_MS, type PresenceChange } from '../../server/presence.js';
import { folderOf } from '../support/folder.js';
import { startRelay } from '../support/relay.js';

const GRACE_MS = 4000;
const FOLD_MS = 500;
/** Who is only missed once pings fail is so after 20 s and more. */
const MISSED_WITHIN_MS = 10_000;

const person = (name: string, id = name): Person => ({ id, name });
const namesOf = (people: Person[] = []) => people.map(({ name }) => name);

function watch(t: TestContext, namedUpTo = 50) {
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'] });
  const told: PresenceChange[] = [];
  const options = { namedUpTo, graceMs: GRACE_MS, foldMs: FOLD_MS };
  const presence = new Presence(options, change => told.push(change));
  const pass = (ms: number) => t.mock.timers.tick(ms);
  /** Those are here, and everyone knows. */
  const settle = (...people: Person[]) => {
    for (const each of people) presence.enter(each);
    pass(FOLD_MS);
    told.length = 0;
  };
  return { presence, told, pass, settle };
}

test('those who come within a moment are told as one', t => {
  const { presence, told, pass } = watch(t);
  for (const name of ['Ada', 'Bob', 'Cy']) presence.enter(person(name));
  pass(FOLD_MS - 1);
  assert.equal(told.length, 0);
  pass(1);
  assert.deepEqual(told, [
    { count: 3, joined: ['Ada', 'Bob', 'Cy'].map(name => person(name)), changed: [], left: [] },
  ]);
});

test('who is back within the grace never left', t => {
  const { presence, told, pass, settle } = watch(t);
  const ada = person('Ada');
  settle(ada, person('Bob'));
  presence.leave(ada);
  pass(GRACE_MS - 1);
  presence.enter(ada);
  pass(GRACE_MS * 2);
  assert.deepEqual(told, []);
  assert.equal(presence.count, 2);
});

test('who stays away is told to have left', t => {
  const { presence, told, pass, settle } = watch(t);
  settle(person('Ada'), person('Bob'));
  presence.leave(person('Ada'));
  pass(GRACE_MS);
  pass(FOLD_MS);
  assert.deepEqual(
    told.map(({ count, left }) => [count, namesOf(left)]),
    [[1, ['Ada']]],
  );
});

test('a person with two tabs has left when both are gone', t => {
  const { presence, told, pass, settle } = watch(t);
  settle(person('Ada'), person('Ada'));
  assert.equal(presence.count, 1);
  presence.leave(person('Ada'), true);
  pass(GRACE_MS + FOLD_MS);
  assert.deepEqual([presence.count, told], [1, []]);
  presence.leave(person('Ada'), true);
  pass(FOLD_MS);
  assert.deepEqual([presence.count, told.length], [0, 1]);
});

test('who comes and goes before anyone was told leaves no trace', t => {
  const { presence, told, pass, settle } = watch(t);
  settle(person('Ada'));
  presence.enter(person('Bob'));
  presence.leave(person('Bob'), true);
  pass(FOLD_MS);
  assert.deepEqual(
    told.flatMap(({ joined = [], left = [] }) => [...joined, ...left]),
    [],
  );
});

test('a new name is told with the one that was known, however often it changed meanwhile', t => {
  const { presence, told, pass, settle } = watch(t);
  settle(person('Ada', 'a'));
  presence.change(person('Grace', 'a'));
  presence.change(person('Hedy', 'a'));
  pass(FOLD_MS);
  assert.deepEqual(told[0]?.changed, [{ person: person('Hedy', 'a'), was: person('Ada', 'a') }]);
  presence.change(person('Ida', 'a'));
  presence.change(person('Hedy', 'a'));
  pass(FOLD_MS);
  assert.deepEqual(told[1]?.changed, []);
});

test('who is renamed and gone at once has left', t => {
  const { presence, told, pass, settle } = watch(t);
  settle(person('Ada', 'a'));
  presence.change(person('Grace', 'a'));
  presence.leave(person('Grace', 'a'), true);
  pass(FOLD_MS);
  assert.deepEqual([namesOf(told[0]?.left), told[0]?.changed, told[0]?.joined], [['Grace'], [], []]);
});

test('past the bound only the count is told, and everyone again once there are few enough', t => {
  const { presence, told, pass } = watch(t, 2);
  for (const name of ['Ada', 'Bob', 'Cy']) presence.enter(person(name));
  pass(FOLD_MS);
  presence.leave(person('Bob'), true);
  pass(FOLD_MS);
  presence.enter(person('Dee'));
  presence.leave(person('Ada'), true);
  pass(FOLD_MS);
  assert.deepEqual(told, [
    { count: 3 },
    { count: 2, list: [person('Ada'), person('Cy')] },
    { count: 2, joined: [person('Dee')], changed: [], left: [person('Ada')] },
  ]);
  assert.deepEqual(presence.people, { count: 2, list: [person('Cy'), person('Dee')] });
});

test('a thousand who come at once cost each a handful of packets', t => {
  const { presence, told, pass } = watch(t);
  for (let count = 0; count < 1000; count++) {
    presence.enter(person(`P${count}`));
    pass(1);
  }
  pass(FOLD_MS);
  assert.ok(told.length <= 3, `${told.length} packets`);
  assert.equal(told.at(-1)?.count, 1000);
});

test('who comes back to a room that was empty is listed, and not told to have joined', t => {
  const { presence, told, pass } = watch(t);
  const [ada, bob, cy] = ['Ada', 'Bob', 'Cy'].map(name => person(name)) as [Person, Person, Person];
  presence.enter(bob, true);
  pass(FOLD_MS);
  presence.enter(cy, true);
  presence.enter(ada);
  pass(FOLD_MS);
  const silent = { changed: [], left: [] };
  assert.deepEqual(told, [
    { count: 1, joined: [], ...silent, list: [bob] },
    { count: 3, joined: [ada], ...silent, list: [bob, cy, ada] },
  ]);
  presence.change(person('Zoe', 'Cy'));
  presence.leave(bob, true);
  pass(FOLD_MS);
  assert.deepEqual(told[2], {
    count: 2,
    joined: [],
    changed: [{ person: person('Zoe', 'Cy'), was: person('Cy') }],
    left: [bob],
  });
});

test('who comes back when the others have long known them gone has joined', t => {
  const { presence, told, pass } = watch(t);
  presence.enter(person('Ada'));
  pass(RETURN_MS);
  told.length = 0;
  presence.enter(person('Bob'), true);
  pass(FOLD_MS);
  assert.deepEqual(told, [{ count: 2, joined: [person('Bob')], changed: [], left: [] }]);
});

test('after a restart nobody who was there is told to have joined, in either dialect', async t => {
  const database = `sqlite:${folderOf(t)}/chat.db`;
  const before = await startRelay(t, { database });
  const wasHere = await Promise.all(['Ada', 'Bob', 'Cy'].map(name => before.join('lobby', name)));
  await before.relay.close();
  const relay = await startRelay(t, { database });
  const old = await relay.connectTutorial();
  await old.next();
  const comeBack = async ({ joined: { you, epoch, rev } }: (typeof wasHere)[number]) => {
    const client = await relay.connect({ name: you.name, resume: you.resume });
    await client.join('lobby', { since: { epoch, rev } });
    return client;
  };
  const [ada, bob, cy] = wasHere.map(({ joined }) => joined.you.id);
  const watching = await comeBack(wasHere[1]!);
  await comeBack(wasHere[0]!);
  await watching.people.nextThat(({ list = [] }) => list.some(({ id }) => id === ada));
  await comeBack(wasHere[2]!);
  const { count, list, joined } = await watching.people.nextThat(({ count }) => count === 4);
  assert.deepEqual([count, joined], [4, []]);
  assert.deepEqual(list?.map(({ id }) => id).slice(1), [bob, ada, cy]);
  await relay.join('lobby', 'Dee');
  assert.deepEqual(namesOf((await watching.people.next()).joined), ['Dee']);
  assert.equal((await old.next()).message, 'Dee joined');
});

test('people of a room hear who joined, who has a new name and who left', async t => {
  const relay = await startRelay(t);
  const ada = await relay.join('lobby', 'Ada');
  await ada.people.next();
  const bob = await relay.join('lobby', 'Bob');
  const heard = await ada.people.next();
  assert.deepEqual([heard.room, heard.count, namesOf(heard.joined)], ['lobby', 2, ['Bob']]);
  await bob.askFor('rename', { name: ' Robert \u202e' });
  assert.deepEqual(namesOf((await ada.people.next()).joined), ['Robert']);
  await bob.askFor('leave', { room: 'lobby' });
  const last = await ada.people.next();
  assert.deepEqual([last.count, namesOf(last.left)], [1, ['Robert']]);
});

test('message keeps the name it was sent under', async t => {
  const relay = await startRelay(t);
  const ada = await relay.join('lobby', 'Ada');
  await ada.send('one');
  const renamed = await ada.askFor<{ you: Person }>('rename', { name: 'Grace' });
  assert.equal(renamed.you.name, 'Grace');
  await ada.send('two');
  const { messages } = await ada.join('lobby');
  assert.deepEqual(
    messages.map(({ from }) => from.name),
    ['Ada', 'Grace'],
  );
});

test('a name of which nothing is left is refused, and the old one stays', async t => {
  const relay = await startRelay(t);
  const ada = await relay.join('lobby', 'Ada');
  assert.deepEqual(await ada.ask('rename', { name: '\u200b \u202e' }), { ok: false, refusal: 'bad-name' });
  assert.equal((await ada.send('still me')).from.name, 'Ada');
});

test('who is gone without a word is missed within seconds', async t => {
  const relay = await startRelay(t);
  const ada = await relay.join('lobby', 'Ada');
  const bob = await relay.join('lobby', 'Bob');
  await ada.people.nextThat(({ count }) => count === 2);
  const closed = performance.now();
  bob.close();
  const { count, left } = await ada.people.next();
  assert.deepEqual([count, namesOf(left)], [1, ['Bob']]);
  const tookMs = Math.round(performance.now() - closed);
  assert.ok(tookMs < MISSED_WITHIN_MS, `${tookMs} ms`);
});
