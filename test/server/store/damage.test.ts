import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import Database from 'libsql';
import { Committer } from '../../../server/store/committer.js';
import { SqliteStore } from '../../../server/store/sqlite.js';
import { folderOf } from '../../support/folder.js';
import { startSockets } from '../../support/sockets.js';
import { openStore } from '../../support/store.js';
import { draft } from './contract.js';

const PAGE_BYTES = 4096;
const MESSAGES = 2000;
const MALFORMED = 'Error: database disk image is malformed';
const UNAVAILABLE = { ok: false, refusal: 'unavailable', retryAfter: 3000 };

/** A database of one room in which a page is spoiled: the one that holds a message, or the top of an index. */
async function damagedFile(
  t: TestContext,
  { seq, index }: { seq?: number; index?: string },
): Promise<string> {
  const file = join(folderOf(t), 'chat.db');
  const store = new SqliteStore(file);
  await store.append(
    Array.from({ length: MESSAGES }, (_, at) => draft(`number ${at + 1}.`.padEnd(500, '.'))),
  );
  await store.close();
  const bytes = readFileSync(file);
  const page = index ? rootOf(file, index) : Math.floor(bytes.indexOf(`number ${seq}.`) / PAGE_BYTES);
  writeFileSync(file, bytes.fill(0xa5, page * PAGE_BYTES, (page + 1) * PAGE_BYTES));
  return file;
}

function rootOf(file: string, index: string): number {
  const db = new Database(file);
  const { rootpage } = db.prepare('SELECT rootpage FROM sqlite_master WHERE name = ?').get(index) as {
    rootpage: number;
  };
  db.close();
  return rootpage - 1;
}

/** Someone at a relay on a damaged database, and what its operator is told. */
async function meetDamaged(t: TestContext, damage: Parameters<typeof damagedFile>[1]) {
  const store = await openStore(t, await damagedFile(t, damage));
  const told: string[] = [];
  const committer = new Committer(store, sentence => told.push(sentence));
  const { connect } = await startSockets(t, { store, committer, report: error => told.push(String(error)) });
  return { ada: await connect(), told };
}

test('what is damaged in the middle is unavailable, and all else goes on', async t => {
  const { ada, told } = await meetDamaged(t, { seq: 200 });
  await ada.join('lobby');
  const read = (around: number) => ada.ask('history', { room: 'lobby', around, limit: 10 });
  assert.deepEqual(await read(200), UNAVAILABLE);
  assert.equal((await read(100)).ok, true);
  assert.equal((await ada.send('still here')).seq, MESSAGES + 1);
  assert.equal((await ada.join('lobby')).messages.at(-1)?.message, 'still here');
  assert.deepEqual(told, [MALFORMED]);
});

test('a room whose newest part is damaged is unavailable, and the others go on', async t => {
  const { ada, told } = await meetDamaged(t, { seq: 1500 });
  assert.deepEqual(await ada.ask('join', { room: 'lobby' }), UNAVAILABLE);
  await ada.join('kitchen');
  assert.equal((await ada.send('still here')).seq, 1);
  assert.deepEqual(told, [MALFORMED]);
});

test('where a damaged index keeps messages from being stored, reading goes on, and the next step is told', async t => {
  const { ada, told } = await meetDamaged(t, { index: 'messages_by_id' });
  await ada.join('lobby');
  const request = { type: 'userMessage', room: 'lobby', id: draft('').id, message: 'Hello' };
  assert.deepEqual(await ada.ask('message', request), UNAVAILABLE);
  assert.equal((await ada.ask('history', { room: 'lobby', around: 200 })).ok, true);
  assert.match(told.join(), /^The database is damaged: .+ put a backup in its place\.$/);
});

test('no backup is made of a damaged database, and the next step is told', async t => {
  const file = await damagedFile(t, { seq: 200 });
  const copy = `${file}.copy`;
  const store = await openStore(t, file);
  await assert.rejects(store.backup(copy), /the database is damaged\. Put an earlier backup in its place/);
  assert.deepEqual([copy, `${copy}.unfinished`].map(existsSync), [false, false]);
});
