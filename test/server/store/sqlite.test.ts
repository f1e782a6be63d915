import assert from 'node:assert/strict';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  statSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import Database from 'libsql';
import { SqliteStore } from '../../../server/store/sqlite.js';
import { folderOf } from '../../support/folder.js';
import { openStore } from '../../support/store.js';
import { draft, testStore } from './contract.js';

testStore('sqlite in memory', t => openStore(t));
testStore('sqlite in a file', t => openStore(t, join(folderOf(t), 'new', 'folder', 'chat.db')));

const lobby = { space: '', room: 'lobby' };

test('what was stored is there when the file is opened again, in the same life', async t => {
  const file = join(folderOf(t), 'chat.db');
  const first = new SqliteStore(file);
  await first.append([draft('kept')]);
  const { epoch } = await first.open(lobby, 10);
  await first.close();
  const second = await openStore(t, file);
  const room = await second.open(lobby, 10);
  assert.deepEqual([room.epoch, room.messages.map(({ message }) => message)], [epoch, ['kept']]);
});

test('a second relay on one file is refused in a sentence', async t => {
  const file = join(folderOf(t), 'chat.db');
  await openStore(t, file);
  await assert.rejects(
    new SqliteStore(file).start(),
    /^Error: Another relay is using .*chat\.db\. Stop it, or/,
  );
});

test('a damaged file is refused with the next step', async t => {
  const file = join(folderOf(t), 'chat.db');
  writeFileSync(file, 'this is no database'.repeat(1000));
  await assert.rejects(new SqliteStore(file).start(), /is damaged\. Put a backup in its place/);
});

test('a file that is damaged behind its head is refused too', async t => {
  const file = join(folderOf(t), 'chat.db');
  const first = new SqliteStore(file);
  await first.append(Array.from({ length: 500 }, (_, index) => draft(`message ${index} `.padEnd(1000, '.'))));
  await first.close();
  const handle = openSync(file, 'r+');
  const page = 4096;
  const pages = statSync(file).size / page;
  for (let index = 8; index < pages; index++)
    writeSync(handle, Buffer.alloc(page, 0xa5), 0, page, index * page);
  await assert.rejects(new SqliteStore(file).start(), /is damaged\. Put a backup in its place/);
});

test('two names for one file are one file', async t => {
  const folder = folderOf(t);
  await openStore(t, join(folder, 'chat.db'));
  symlinkSync(join(folder, 'chat.db'), join(folder, 'other.db'));
  await assert.rejects(new SqliteStore(join(folder, 'other.db')).start(), /^Error: Another relay is using/);
});

test('a place where no database can be is told in a sentence with the next step', async t => {
  const folder = folderOf(t);
  writeFileSync(join(folder, 'file'), '');
  const inFile = new SqliteStore(join(folder, 'file', 'chat.db')).start();
  await assert.rejects(inFile, /what should be its folder is a file\. Move that file away, or name another/);
  mkdirSync(join(folder, 'folder.db.lock'));
  const unwritable = new SqliteStore(join(folder, 'folder.db')).start();
  await assert.rejects(unwritable, /may not be written\. Give this user the right to, or name another/);
});

test("another program's database is left alone", async t => {
  const file = join(folderOf(t), 'chat.db');
  const other = new Database(file);
  other.exec('CREATE TABLE rooms (number INTEGER)');
  other.exec('CREATE TABLE store (shelf TEXT)');
  other.close();
  await assert.rejects(new SqliteStore(file).start(), /it is another program's database\. Name another file/);
});

test('a backup that cannot be made leaves nothing behind, and says why', async t => {
  const folder = folderOf(t);
  const store = await openStore(t, join(folder, 'chat.db'));
  writeFileSync(join(folder, 'file'), '');
  await assert.rejects(
    store.backup(join(folder, 'file', 'copy.db')),
    /cannot be written: .*Name another place/,
  );
  const early = new SqliteStore(join(folder, 'none.db'));
  await assert.rejects(early.backup(join(folder, 'copy.db')), /The relay does not run/);
  const memory = await openStore(t);
  await assert.rejects(memory.backup(join(folder, 'copy.db')), /in memory only: there is no file to copy/);
  assert.equal(existsSync(join(folder, 'copy.db.unfinished')), false);
});

test('a backup is made while the store is used, and is another life of it', async t => {
  const folder = folderOf(t);
  const store = await openStore(t, join(folder, 'chat.db'));
  await store.append([draft('kept')]);
  const copy = join(folder, 'backups', 'copy.db');
  await Promise.all([store.backup(copy), store.append([draft('meanwhile')])]);
  await assert.rejects(store.backup(copy), /is there already/);
  const { epoch } = await store.open(lobby, 10);
  const restored = await openStore(t, copy);
  const room = await restored.open(lobby, 10);
  assert.notEqual(room.epoch, epoch);
  assert.equal(room.messages[0]?.message, 'kept');
});

test('a backup that is put in place twice is two lives', async t => {
  const folder = folderOf(t);
  const store = await openStore(t, join(folder, 'chat.db'));
  await store.append([draft('kept')]);
  await store.backup(join(folder, 'copy.db'));
  const epochs = ['first.db', 'second.db'].map(async name => {
    copyFileSync(join(folder, 'copy.db'), join(folder, name));
    const restored = await openStore(t, join(folder, name));
    return (await restored.open(lobby, 10)).epoch;
  });
  assert.equal(new Set(await Promise.all(epochs)).size, 2);
});
