import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '../support/client.js';
import { startRelay } from '../support/relay.js';

test('message reaches the others in the room', async t => {
  const relay = await startRelay(t);
  const ada = await relay.join('lobby', 'Ada');
  const bob = await relay.join('lobby', 'Bob');
  await ada.send('Hello!');
  const heard = await bob.next();
  assert.equal(heard.message, 'Hello!');
  assert.equal(heard.type, 'userMessage');
  assert.equal(heard.from.name, 'Ada');
});

test('sender has the message back as myMessage, and hears it like everyone', async t => {
  const relay = await startRelay(t);
  const ada = await relay.join('lobby', 'Ada');
  const sent = await ada.send('Hello!');
  assert.equal(sent.type, 'myMessage');
  const { type, ...heard } = await ada.next();
  assert.equal(type, 'userMessage');
  assert.deepEqual({ ...heard, type: 'myMessage' }, sent);
});

test('message stays in its room', async t => {
  const relay = await startRelay(t);
  const ada = await relay.join('lobby', 'Ada');
  const bob = await relay.join('kitchen', 'Bob');
  await ada.send('for the lobby');
  await bob.send('for the kitchen');
  assert.equal((await bob.next()).message, 'for the kitchen');
});

test('one connection can be in several rooms', async t => {
  const relay = await startRelay(t);
  const ada = await relay.join('lobby', 'Ada');
  await ada.join('kitchen');
  const bob = await relay.join('lobby', 'Bob');
  await bob.send('one');
  await ada.send('two', { room: 'kitchen' });
  assert.deepEqual([(await ada.next()).message, (await ada.next()).message], ['one', 'two']);
});

test('newcomer is welcomed, and sees what was said', async t => {
  const relay = await startRelay(t, { welcome: 'Come in' });
  const ada = await relay.join('lobby', 'Ada');
  await ada.send('one');
  await ada.send('two');
  const bob = await relay.join('lobby', 'Bob');
  assert.equal(bob.joined.welcome, 'Come in');
  assert.deepEqual(
    bob.joined.messages.map(({ message }) => message),
    ['one', 'two'],
  );
  assert.equal(bob.joined.complete, true);
  assert.equal(bob.joined.people.count, 2);
  assert.deepEqual(
    bob.joined.people.list?.map(({ name }) => name),
    ['Ada', 'Bob'],
  );
  assert.deepEqual(bob.joined.settings, { maxLength: 4000, mayWrite: true });
});

test('who comes back with where they were gets what was missed, and no second welcome', async t => {
  const relay = await startRelay(t);
  const ada = await relay.join('lobby', 'Ada');
  const { epoch, head } = await ada.join('lobby');
  await ada.send('missed');
  const bob = await relay.connect();
  const joined = await bob.join('lobby', { since: { epoch, rev: head } });
  assert.deepEqual([joined.after, joined.rev, joined.gap, joined.complete], [0, 1, false, true]);
  assert.deepEqual(
    joined.messages.map(({ message }) => message),
    ['missed'],
  );
  assert.equal(joined.welcome, undefined);
});

test('message sent twice under one id is one message', async t => {
  const relay = await startRelay(t);
  const ada = await relay.join('lobby', 'Ada');
  const bob = await relay.join('lobby', 'Bob');
  const id = newId();
  const first = await ada.send('once', { id });
  const second = await ada.send('another text', { id });
  assert.deepEqual(second, first);
  await ada.send('end');
  assert.deepEqual([(await bob.next()).message, (await bob.next()).message], ['once', 'end']);
});

test('what is said at once arrives in order, in packets that follow each other', async t => {
  const relay = await startRelay(t, { rate: 'off' });
  const ada = await relay.join('lobby', 'Ada');
  const bob = await relay.join('lobby', 'Bob');
  await Promise.all(Array.from({ length: 50 }, (_, index) => ada.send(`${index}`)));
  for (let index = 0; index < 50; index++) assert.equal((await bob.next()).message, `${index}`);
  let rev = 0;
  for (const packet of bob.packets.all) {
    assert.equal(packet.after, rev);
    rev = packet.rev;
  }
});

test('who has left a room hears nothing more of it', async t => {
  const relay = await startRelay(t);
  const ada = await relay.join('lobby', 'Ada');
  const bob = await relay.join('lobby', 'Bob');
  await bob.join('kitchen');
  await bob.askFor('leave', { room: 'lobby' });
  await ada.send('unheard');
  await bob.send('heard', { room: 'kitchen' });
  assert.equal((await bob.next()).message, 'heard');
  assert.deepEqual(await bob.ask('since', { room: 'lobby', epoch: 'x', rev: 0 }), {
    ok: false,
    refusal: 'not-joined',
  });
});

test('line breaks are kept, control characters are not', async t => {
  const relay = await startRelay(t);
  const ada = await relay.join('lobby', 'Ada');
  const { message } = await ada.send('a\r\nb\u0000\u0007c\td \ud800');
  assert.equal(message, 'a\nbc\td \ufffd');
});
