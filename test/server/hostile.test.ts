import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { bystandersIn } from '../support/bystanders.js';
import { newId } from '../support/client.js';
import { BAD, EVENTS } from '../support/hostile.js';
import { RawWebsocket } from '../support/raw.js';
import { startRelay } from '../support/relay.js';

// Payloads of every wrong kind, from a client that is connected and in the room.

const PROTOTYPE_KEYS = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', 'prototype'];
const WRONG_PAYLOADS: unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  '',
  'lobby',
  [],
  [[]],
  ['lobby'],
  [{ room: 'lobby' }],
  {},
  { room: null },
  { room: 7 },
  { room: [] },
  { room: ['lobby'] },
  { room: { room: 'lobby' } },
  { name: null },
  { name: ['Ada'] },
  { name: {} },
  { room: '<lobby>', since: 'now', before: '1', type: 'serverMessage', name: 1, limit: 'all' },
];

/** A room with two who talk, and someone in it who means no good. */
async function attack(t: TestContext) {
  const relay = await startRelay(t, { rate: 'off' });
  const reports = t.mock.method(console, 'error', () => {});
  const bystanders = await bystandersIn(relay);
  const mallory = await relay.join('lobby', 'Mallory');
  return {
    relay,
    mallory,
    /** They talk on, nobody was cut off for it, and nothing happened that should not. */
    async over() {
      assert.equal(mallory.socket.connected, true);
      await bystanders.goOn();
      assert.deepEqual(reports.mock.calls, []);
    },
    ...bystanders,
  };
}

test('payload of any wrong type is a bad request, whatever the event', async t => {
  const { mallory, over } = await attack(t);
  for (const event of EVENTS) {
    for (const payload of WRONG_PAYLOADS)
      assert.deepEqual(await mallory.ask(event, payload), BAD, `${event} ${JSON.stringify(payload)}`);
    assert.deepEqual(await mallory.ask(event), BAD, `${event} without a payload`);
  }
  await over();
});

test('unknown event is refused when it asks for an answer, and ignored when not', async t => {
  const { mallory, over } = await attack(t);
  for (const event of [
    'edit',
    'messages',
    'people',
    'bye',
    'error',
    'connection',
    'close',
    '',
    ...PROTOTYPE_KEYS,
  ]) {
    assert.deepEqual(await mallory.ask(event, { room: 'lobby' }), BAD, event);
    mallory.socket.emit(event as 'join', { room: 'lobby' }, undefined as never);
  }
  await over();
});

test('request without an ack is carried out, and harms nobody', async t => {
  const { mallory, bob, over } = await attack(t);
  const emit = (event: string, ...payload: unknown[]) =>
    mallory.socket.emit(event as 'join', ...(payload as [never, never]));
  for (const event of EVENTS) {
    emit(event);
    emit(event, null);
    emit(event, { room: 'lobby' }, 'no function');
    emit(event, { room: 'lobby' }, { call: 1 });
  }
  await mallory.join('lobby');
  emit('message', { type: 'userMessage', room: 'lobby', id: newId(), message: 'quietly' });
  await bob.messages.nextThat(({ message }) => message === 'quietly');
  await over();
});

test('further arguments are ignored, before and in place of an ack', async t => {
  const { mallory, over } = await attack(t);
  const answer = await mallory.ask('join', { room: 'lobby' }, { room: 'kitchen' }, [], null);
  assert.equal(answer.ok && answer['room'], 'lobby');
  await over();
});

test('keys of Object.prototype are keys like any other', async t => {
  const { mallory, over } = await attack(t);
  for (const key of PROTOTYPE_KEYS) {
    const polluted = JSON.parse(`{"${key}": {"room": "lobby", "ok": true, "polluted": true}}`) as object;
    for (const event of EVENTS) assert.deepEqual(await mallory.ask(event, polluted), BAD);
    const joined = await mallory.join(key, polluted);
    assert.deepEqual([joined.room, joined.head], [key, 0]);
    const sent = await mallory.send(key);
    assert.equal(sent.message, key);
    assert.equal((await mallory.ask('leave', { room: key })).ok, true);
  }
  assert.equal(({} as { polluted?: boolean }).polluted, undefined);
  await over();
});

test('of a message only the fields of the protocol are kept', async t => {
  const { mallory, bob, over } = await attack(t);
  const extras = {
    seq: 1,
    rev: 99,
    at: 0,
    from: { id: 'x', name: 'Ada', role: 'moderator' },
    role: 'moderator',
    verified: true,
    editedAt: 1,
    html: '<b>',
  };
  const id = newId();
  const payload = { type: 'userMessage', room: 'lobby', id, message: 'hi', ...extras };
  await mallory.askFor('message', payload);
  const { from, ...heard } = await bob.messages.nextThat(message => message.id === id);
  assert.deepEqual(Object.keys(heard).sort(), ['at', 'id', 'message', 'rev', 'seq', 'type']);
  assert.deepEqual([Object.keys(from).sort(), from.name], [['id', 'name'], 'Mallory']);
  await over();
});

test('binary where text belongs is a bad request', async t => {
  const { mallory, over } = await attack(t);
  const bytes = Buffer.from('lobby');
  for (const event of EVENTS) {
    assert.deepEqual(await mallory.ask(event, bytes), BAD);
    assert.deepEqual(await mallory.ask(event, { room: bytes, name: bytes }), BAD);
  }
  const payload = { type: 'userMessage', room: 'lobby', id: newId(), message: bytes };
  assert.deepEqual(await mallory.ask('message', payload), BAD);
  await over();
});

test('name of a room has letters, digits and four signs, and at most 128 of them', async t => {
  const { mallory, over } = await attack(t);
  const wrong = [
    '',
    ' ',
    'a b',
    'a\n',
    '<b>',
    'a?b',
    'a\u0000',
    'a\u202eb',
    '\ud800',
    '😀',
    '*',
    'a'.repeat(129),
  ];
  for (const room of wrong) assert.deepEqual(await mallory.ask('join', { room }), BAD, room);
  for (const room of ['a', '../..', '/', 'Größe', '漢字', 'a'.repeat(128)])
    assert.equal((await mallory.join(room)).room, room);
  await over();
});

test('two spellings of one name are one room', async t => {
  const { mallory, relay, over } = await attack(t);
  await mallory.join('Cafe\u0301');
  const other = await relay.join('Caf\u00e9');
  assert.equal(mallory.joined.room, 'Caf\u00e9');
  assert.equal(other.joined.people.count, 2);
  await over();
});

test('id that is not 16 to 64 of its alphabet is a bad request', async t => {
  const { mallory, over } = await attack(t);
  for (const id of ['', 'a'.repeat(15), 'a'.repeat(65), `${'a'.repeat(16)}\n`, 'é'.repeat(16), 1, null, {}]) {
    const payload = { type: 'userMessage', room: 'lobby', id, message: 'hi' };
    assert.deepEqual(await mallory.ask('message', payload), BAD, JSON.stringify(id));
  }
  await over();
});

test('revision or limit that is not a whole number in range is a bad request', async t => {
  const { mallory, over } = await attack(t);
  const { epoch } = await mallory.join('lobby');
  for (const number of [-1, 0.5, 2 ** 53, 1e300, '1', null, [], {}]) {
    assert.deepEqual(await mallory.ask('since', { room: 'lobby', epoch, rev: number }), BAD);
    assert.deepEqual(await mallory.ask('join', { room: 'lobby', since: { epoch, rev: number } }), BAD);
    for (const direction of ['before', 'after', 'around'])
      assert.deepEqual(await mallory.ask('history', { room: 'lobby', [direction]: number }), BAD);
  }
  for (const limit of [0, -1, 0.5, '10', null]) {
    assert.deepEqual(await mallory.ask('join', { room: 'lobby', limit }), BAD);
    assert.deepEqual(await mallory.ask('history', { room: 'lobby', before: 1, limit }), BAD);
  }
  for (const wrong of ['', 'e'.repeat(65), 1, null, {}])
    assert.deepEqual(await mallory.ask('since', { room: 'lobby', epoch: wrong, rev: 0 }), BAD);
  await over();
});

test('payload nested as deep as a frame holds is a bad request', async t => {
  const { relay, over } = await attack(t);
  const raw = await RawWebsocket.connect(relay.url);
  t.after(() => raw.close());
  const arrays = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
  const objects = (depth: number) => `${'{"room":'.repeat(depth)}1${'}'.repeat(depth)}`;
  const nested = [arrays(10_000), arrays(32_000), objects(7000)];
  const payloads = nested.flatMap(value => [value, `{"room":${value}}`, `{"name":${value}}`]);
  let id = 0;
  for (const event of EVENTS) {
    for (const payload of payloads) {
      raw.send(`42${++id}["${event}",${payload}]`);
      assert.deepEqual(await raw.answer(id), BAD);
    }
  }
  await over();
});
