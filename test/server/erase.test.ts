import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test, type TestContext } from 'node:test';
import Database from 'libsql';
import type { Client } from '../support/client.js';
import { folderOf } from '../support/folder.js';
import { tokenOf } from '../support/jwt.js';
import { hearAudit, HOUR_MS, openModerated, type Moderated } from '../support/moderated.js';
import { startRelay } from '../support/relay.js';
import { openStore } from '../support/store.js';

// What is left of somebody once they were erased: their public id, and nothing that says who they were.

const NAME = 'Adalbertine';
const idOf = (client: Client) => client.joined.you.id;
const erase = ({ relay }: Pick<Moderated, 'relay'>, person: string) => relay.relay.commands['erase']!(person);

/** A relay with a moderator, on a file. */
async function openKept(t: TestContext): Promise<Moderated & { file: string; end(): Promise<void> }> {
  hearAudit(t);
  const file = `${folderOf(t)}/chat.db`;
  const chat = await openModerated(t, { database: `sqlite:${file}` });
  return { ...chat, file, end: () => chat.relay.relay.close() };
}

/** What the table `audit` says of who did what to whom. */
function auditIn(file: string): unknown[] {
  const db = new Database(file);
  const rows = db.prepare('SELECT entry FROM audit ORDER BY rowid').all() as { entry: string }[];
  db.close();
  return rows.map(({ entry }) => {
    const { action, by, person, name } = JSON.parse(entry) as Record<string, unknown>;
    return { action, by, person, name };
  });
}

const personAt = async (t: TestContext, file: string, id: string) =>
  (await openStore(t, file)).personAt({ space: '', id });

test('who has just written is not written down after they were erased', async t => {
  const chat = await openKept(t);
  const ada = await chat.arrive(NAME, 2);
  await ada.send('hi');
  await erase(chat, idOf(ada));
  await chat.end();
  assert.equal(await personAt(t, chat.file, idOf(ada)), undefined);
});

test('who was there when they were erased, and goes, leaves nothing', async t => {
  const chat = await openKept(t);
  const ada = await chat.arrive(NAME, 2);
  await ada.askFor('rename', { name: `${NAME} II` });
  await erase(chat, idOf(ada));
  ada.close();
  await chat.end();
  assert.equal(await personAt(t, chat.file, idOf(ada)), undefined);
});

test('who was erased and writes again is somebody new', async t => {
  const chat = await openKept(t);
  const ada = await chat.arrive(NAME, 2);
  await ada.send('old');
  await erase(chat, idOf(ada));
  const erasedAt = Date.now();
  await ada.send('new');
  await chat.end();
  const kept = await personAt(t, chat.file, idOf(ada));
  assert.equal(kept?.name, NAME);
  assert.ok(kept.firstSeen >= erasedAt);
});

test('a name is gone from what was decided about somebody, which goes on', async t => {
  const chat = await openKept(t);
  const { moderate, relay } = chat;
  const ada = await chat.arrive(NAME, 2);
  await ada.send('something');
  await moderate({ action: 'mute', person: idOf(ada), forMs: HOUR_MS });
  await moderate({ action: 'ban', person: idOf(ada), forMs: HOUR_MS });
  await erase(chat, idOf(ada));
  const bans = await relay.relay.commands['bans']!();
  assert.match(bans, new RegExp(`${idOf(ada)}\\s*$`));
  await assert.rejects(chat.arrive(NAME, 2), /banned/);
  await chat.end();
  const store = await openStore(t, chat.file);
  const { sanctions } = await store.readModeration('', Date.now());
  assert.deepEqual(sanctions.map(({ kind, name }) => `${kind} of ${name}`).sort(), ['ban of ', 'mute of ']);
});

test('nothing of it is left anywhere in the files, while the relay runs', async t => {
  const chat = await openKept(t);
  const text = 'a sentence that nobody else says';
  const ada = await chat.arrive(NAME, 2);
  for (let index = 0; index < 50; index++) await ada.send(`${text} ${index}`);
  await ada.askFor('rename', { name: `${NAME} II` });
  await ada.send(text);
  await chat.moderate({ action: 'mute', person: idOf(ada), forMs: HOUR_MS });
  const isFound = (words: string) =>
    readdirSync(dirname(chat.file)).some(name =>
      readFileSync(join(dirname(chat.file), name)).includes(words),
    );
  assert.ok(isFound(text) && isFound(NAME));
  await erase(chat, idOf(ada));
  assert.deepEqual([isFound(text), isFound(NAME)], [false, false]);
});

test('a verified name is free again', async t => {
  const chat = await openKept(t);
  const ada = await chat.relay.join('lobby', undefined, { token: tokenOf({ name: NAME }) });
  await ada.send('mine');
  ada.close();
  assert.notEqual((await chat.arrive(NAME, 2)).joined.you.name, NAME);
  await erase(chat, idOf(ada));
  assert.equal((await chat.arrive(NAME, 2)).joined.you.name, NAME);
});

test('a name is gone from the rows of the audit, whoever it stands for in them', async t => {
  const chat = await openKept(t);
  const [ada, bob] = [await chat.arrive(NAME, 2), await chat.arrive('Bob', 3)];
  for (const person of [idOf(ada), idOf(bob)])
    await chat.moderate({ action: 'mute', person, forMs: HOUR_MS });
  const before = auditIn(chat.file);
  await erase(chat, idOf(ada));
  const operator = { id: '', name: 'awesome-chat' };
  const erased = { action: 'erase', by: operator, person: idOf(ada), name: undefined };
  const [ofAda, ofBob] = before as [object, object];
  assert.deepEqual(auditIn(chat.file), [{ ...ofAda, name: '' }, ofBob, erased]);
  await erase(chat, idOf(chat.mod));
  const by = { id: idOf(chat.mod), name: '' };
  assert.deepEqual(auditIn(chat.file).slice(0, 2), [
    { ...ofAda, name: '', by },
    { ...ofBob, by },
  ]);
});

test('a name is gone from what had been taken away before, for who is there and for who comes', async t => {
  const chat = await openKept(t);
  const [ada, bob] = [await chat.arrive(NAME, 2), await chat.arrive('Bob', 3)];
  const { id } = await ada.send('bad');
  await chat.mod.askFor('remove', { room: 'lobby', id });
  assert.equal((await bob.messages.nextThat(({ removed }) => !!removed)).from.name, NAME);
  await erase(chat, idOf(ada));
  assert.equal((await bob.messages.nextThat(({ removed }) => !!removed)).from.name, '');
  const { messages } = await bob.join('lobby');
  assert.deepEqual(
    messages.map(({ message, from }) => [message, from]),
    [['', { id: idOf(ada), name: '' }]],
  );
});

test('who wrote in a space that is configured no more is erased from it', async t => {
  hearAudit(t);
  const database = `sqlite:${folderOf(t)}/chat.db`;
  const before = await startRelay(t, { database, spaces: { shop: {} } });
  const ada = await before.join('lobby', NAME, { space: 'shop' });
  for (const text of ['one', 'two']) await ada.send(text);
  await before.relay.close();
  const without = await startRelay(t, { database });
  assert.equal(await erase({ relay: without }, idOf(ada)), `Erased ${idOf(ada)}: 2 messages.`);
  await without.relay.close();
  const after = await startRelay(t, { database, spaces: { shop: {} } });
  const { messages } = (await after.join('lobby', 'Bob', { space: 'shop' })).joined;
  assert.deepEqual(
    messages.map(({ message, from, removed }) => [message, from.name, removed]),
    [
      ['', '', true],
      ['', '', true],
    ],
  );
});
