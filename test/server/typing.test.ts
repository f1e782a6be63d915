import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SECRET, tokenOf } from '../support/jwt.js';
import { startRelay } from '../support/relay.js';

test('others in the room are told who is writing, and nobody else', async t => {
  const relay = await startRelay(t);
  const [ada, bob, cy] = [
    await relay.join('lobby', 'Ada'),
    await relay.join('lobby', 'Bob'),
    await relay.join('kitchen', 'Cy'),
  ];
  const old = await relay.connectTutorial();
  assert.deepEqual(await ada.ask('typing', { room: 'lobby' }), { ok: true });
  assert.deepEqual(await bob.typing.next(), { room: 'lobby', names: ['Ada'], ids: [ada.joined.you.id] });
  await ada.send('done');
  await bob.next();
  await cy.join('kitchen');
  assert.deepEqual(
    [ada, cy].flatMap(({ typing }) => typing.all),
    [],
  );
  assert.deepEqual(old.strays, []);
});

test('writing is told no more than every two seconds, and only of who may write and is there', async t => {
  const relay = await startRelay(t, { tokenSecret: SECRET, guests: 'read' });
  const guest = await relay.join('lobby', 'Guest');
  const ada = await relay.join('lobby', undefined, { token: tokenOf() });
  assert.deepEqual(await guest.ask('typing', { room: 'lobby' }), { ok: false, refusal: 'read-only' });
  assert.deepEqual(await ada.ask('typing', { room: 'other' }), { ok: false, refusal: 'not-joined' });
  for (const room of [undefined, 7, '', 'a b']) assert.equal((await ada.ask('typing', { room })).ok, false);
  for (const isTold of [true, true, false])
    assert.equal((await ada.ask('typing', { room: 'lobby' })).ok, isTold);
});

test('where people are not told by name, nobody is told who is writing', async t => {
  const relay = await startRelay(t, { notices: 1 });
  const [ada, bob] = [await relay.join('lobby', 'Ada'), await relay.join('lobby', 'Bob')];
  assert.deepEqual(await ada.ask('typing', { room: 'lobby' }), { ok: true });
  await ada.send('done');
  await bob.next();
  assert.deepEqual(bob.typing.all, []);
});
