import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Acquaintances } from '../../server/acquaintances.js';
import { folderOf } from '../support/folder.js';
import { SECRET, tokenOf } from '../support/jwt.js';
import { startRelay } from '../support/relay.js';
import { openStore } from '../support/store.js';

const someone = (id: string) => ({ space: '', id });
const fail = (error: unknown) => assert.fail(error as Error);

test('guest keeps the chosen name on other devices and after a restart, unless another is brought', async t => {
  const database = `sqlite:${folderOf(t)}/chat.db`;
  const before = await startRelay(t, { database });
  const ada = await before.join('lobby');
  const { resume, id } = ada.joined.you;
  await ada.askFor('rename', { name: 'Ada' });
  assert.equal((await before.join('lobby', undefined, { resume })).joined.you.name, 'Ada');
  await before.relay.close();
  const after = await startRelay(t, { database });
  const { you } = (await after.join('lobby', undefined, { resume })).joined;
  assert.deepEqual([you.id, you.name], [id, 'Ada']);
  assert.equal((await after.join('lobby', 'Grace', { resume })).joined.you.name, 'Grace');
});

test('member keeps a chosen name too, and loses it to one that the site gives', async t => {
  const relay = await startRelay(t, { tokenSecret: SECRET });
  const ada = await relay.join('lobby', undefined, { token: tokenOf() });
  await ada.askFor('rename', { name: 'Ada' });
  assert.equal((await relay.join('lobby', undefined, { token: tokenOf() })).joined.you.name, 'Ada');
  const named = await relay.join('lobby', undefined, { token: tokenOf({ name: 'A. L.' }) });
  assert.equal(named.joined.you.name, 'A. L.');
});

test('when someone was here first and last is kept of those who wrote, and nothing of those who looked in', async t => {
  const file = `${folderOf(t)}/chat.db`;
  const relay = await startRelay(t, { database: `sqlite:${file}` });
  const began = Date.now();
  const [ada, bob] = [await relay.join('lobby', 'Ada'), await relay.join('lobby', 'Bob')];
  await ada.send('hi');
  await relay.relay.close();
  const store = await openStore(t, file);
  const kept = await store.personAt(someone(ada.joined.you.id));
  assert.equal(kept?.name, 'Ada');
  assert.ok(kept.firstSeen >= began && kept.lastSeen >= kept.firstSeen && kept.lastSeen <= Date.now());
  assert.equal(await store.personAt(someone(bob.joined.you.id)), undefined);
});

test('first time stays, last time moves on, and a name stays until there is another', async t => {
  const store = await openStore(t);
  t.mock.timers.enable({ apis: ['Date', 'setTimeout'], now: 1000 });
  const acquaintances = new Acquaintances(store, fail);
  acquaintances.note('ada', { name: 'Ada' });
  assert.equal((await acquaintances.recall('ada'))?.name, 'Ada');
  await acquaintances.close();
  t.mock.timers.setTime(5000);
  acquaintances.note('ada');
  await acquaintances.close();
  assert.deepEqual(await store.personAt(someone('ada')), {
    ...someone('ada'),
    name: 'Ada',
    firstSeen: 1000,
    lastSeen: 5000,
  });
});

test('who was not seen for a year is forgotten', async t => {
  const store = await openStore(t);
  t.mock.timers.enable({ apis: ['Date', 'setTimeout'], now: 1000 });
  const acquaintances = new Acquaintances(store, fail);
  acquaintances.note('ada', { name: 'Ada' });
  await acquaintances.close();
  t.mock.timers.setTime(1000 + 365 * 86_400_000 + 1);
  acquaintances.note('bob');
  await acquaintances.close();
  assert.equal(await acquaintances.recall('ada'), undefined);
  assert.ok(await acquaintances.recall('bob'));
});

test('store that cannot say costs a name, and not the connection', async () => {
  const reported: unknown[] = [];
  const away = () => Promise.reject(new Error('away'));
  const acquaintances = new Acquaintances({ personAt: away, verifiedPeople: away, keepPeople: away }, error =>
    reported.push(error),
  );
  assert.equal(await acquaintances.recall('ada'), undefined);
  assert.equal(await acquaintances.verified(10), undefined);
  acquaintances.note('ada', { name: 'Ada' });
  await acquaintances.close();
  assert.equal(reported.length, 3);
});
