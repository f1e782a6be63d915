import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { command, listenForCommands } from '../../server/control.js';
import { folderOf } from '../support/folder.js';
import { startRelay } from '../support/relay.js';

test('a backup of a running relay holds what was said, and is another life of it', async t => {
  const folder = folderOf(t);
  const relay = await startRelay(t, { database: `sqlite:${join(folder, 'chat.db')}` });
  const ada = await relay.join('lobby', 'Ada');
  await ada.send('before');
  await relay.relay.backup(join(folder, 'copy.db'));
  await ada.send('after');
  const restored = await startRelay(t, { database: `sqlite:${join(folder, 'copy.db')}` });
  const bob = await restored.connect();
  const { epoch, rev } = await ada.join('lobby');
  const joined = await bob.join('lobby', { since: { epoch, rev } });
  assert.notEqual(joined.epoch, epoch);
  assert.deepEqual(
    joined.messages.map(({ message }) => message),
    ['before'],
  );
});

test('a running relay is told what to do, and says what it did', async t => {
  const path = join(folderOf(t), 'control');
  const server = await listenForCommands(path, {
    backup: file => Promise.resolve(`Backed up to ${file}`),
    fail: () => Promise.reject(new Error('The disk is full.')),
  });
  assert.equal(await command(path, 'backup', 'copy.db'), 'Backed up to copy.db');
  await assert.rejects(command(path, 'fail', ''), /^Error: The disk is full\.$/);
  await assert.rejects(command(path, 'toString', ''), /knows no command toString/);
  server.close();
  assert.equal(existsSync(path), false);
  await assert.rejects(command(path, 'backup', 'copy.db'), /^Error: No relay is running on that database/);
});
