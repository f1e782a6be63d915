import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { newId, type Client } from '../support/client.js';
import { folderOf } from '../support/folder.js';
import { hearAudit, HOUR_MS, openModerated } from '../support/moderated.js';

// What does not help against what moderators have decided.

const idOf = (client: Client) => client.joined.you.id;
const say = (client: Client, message = 'hi') =>
  client.ask('message', { type: 'userMessage', room: 'lobby', id: newId(), message });

function setUp(t: TestContext, options = {}) {
  const audit = hearAudit(t);
  return openModerated(t, options).then(moderated => ({ ...moderated, audit }));
}

test('in slow mode who is new with every message waits like one who is not', async t => {
  const clock = { now: performance.now() };
  t.mock.method(performance, 'now', () => clock.now);
  const { arrive, moderate } = await setUp(t);
  const known = await arrive('Ada', 2);
  await known.send('before');
  await moderate({ action: 'slow', everyMs: 30_000 });
  for (let count = 0; count < 5; count++) assert.equal((await say(await arrive('Bob', 2))).ok, true);
  const next = await arrive('Cy', 2);
  assert.deepEqual(await say(next), { ok: false, refusal: 'slow-mode', retryAfter: 6000 });
  // Others from there who have written before are not theirs.
  assert.equal((await say(known)).ok, true);
  assert.equal((await say(await arrive('Dee', 3))).ok, true);
  clock.now += 6000;
  assert.equal((await say(next)).ok, true);
});

test('who may not write does not speak by names and colours either', async t => {
  const { relay, arrive, moderate } = await setUp(t);
  const ada = await arrive('Ada', 2);
  const { resume, id } = ada.joined.you;
  await ada.send('hi');
  await moderate({ action: 'mute', person: id, forMs: HOUR_MS });
  const refused = { ok: false, refusal: 'muted' };
  assert.deepEqual(await ada.ask('rename', { name: 'Listen all' }), refused);
  assert.deepEqual(await ada.ask('recolor', { color: 'red' }), refused);
  assert.equal((await arrive('Listen all', 4, { resume })).joined.you.name, 'Ada');
  assert.match((await arrive('Listen all', 2)).joined.you.name, /^Guest \d{4}$/);
  await moderate({ action: 'unmute', person: id });
  await moderate({ action: 'lock' });
  assert.deepEqual(await ada.ask('rename', { name: 'Grace' }), { ok: false, refusal: 'read-only' });
  await ada.join('kitchen');
  assert.equal((await ada.ask('rename', { name: 'Grace' })).ok, true);
  assert.equal((await relay.join('kitchen')).joined.people.count, 2);
});

test('a ban holds for the address of who wrote before the relay was restarted, under the name they had last', async t => {
  const database = `sqlite:${join(folderOf(t), 'chat.db')}`;
  const first = await setUp(t, { database });
  const ada = await first.arrive('Ada', 2);
  await ada.send('bad');
  await ada.askFor('rename', { name: 'Grace' });
  await first.relay.relay.close();
  const { arrive, moderate, audit } = await setUp(t, { database });
  await moderate({ action: 'ban', person: idOf(ada), forMs: HOUR_MS });
  assert.equal(audit().at(-1)!.name, 'Grace');
  await assert.rejects(arrive('Hedy', 2), ({ data }: { data: object }) =>
    /banned/.test(JSON.stringify(data)),
  );
  assert.equal((await arrive('Ida', 3)).joined.you.name, 'Ida');
});
