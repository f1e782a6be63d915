import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { runCommand, urlIn } from '../support/command.js';
import { Client } from '../support/client.js';
import { folderOf } from '../support/folder.js';
import { hearAudit, HOUR_MS, openModerated } from '../support/moderated.js';

const idOf = (client: Client) => client.joined.you.id;

test('whoever runs the relay sees who is banned, and lets them in again', async t => {
  hearAudit(t);
  const { relay, arrive, moderate } = await openModerated(t);
  const { bans, unban } = relay.relay.commands as Record<string, (...args: string[]) => Promise<string>>;
  assert.equal(await bans!(), 'Nobody is banned.');
  const ada = await arrive('Ada', 2);
  await moderate({ action: 'ban', person: idOf(ada), forMs: HOUR_MS });
  assert.match(await bans!(), new RegExp(`^20\\S+Z  ${idOf(ada)}  Ada$`));
  assert.equal(await unban!(idOf(ada)), `${idOf(ada)} is no longer banned.`);
  await assert.rejects(unban!(idOf(ada)), /is not banned\.$/);
  assert.equal((await arrive('Ada', 2)).joined.room, 'lobby');
});

test('erasing somebody takes their texts and their name from all rooms, at once, and others stay', async t => {
  const audit = hearAudit(t);
  const { relay, arrive } = await openModerated(t);
  const [ada, bob] = [await arrive('Ada', 2), await arrive('Bob', 3)];
  await ada.send('one');
  await ada.join('kitchen');
  await ada.send('two');
  await ada.join('lobby');
  await bob.send('mine');
  assert.equal(await relay.relay.commands['erase']!(idOf(ada)), `Erased ${idOf(ada)}: 2 messages.`);
  const gone = await bob.messages.nextThat(({ removed }) => !!removed);
  assert.deepEqual([gone.message, gone.from], ['', { id: idOf(ada), name: '' }]);
  const pages = [await bob.join('lobby'), await bob.join('kitchen')];
  const said = pages.flatMap(({ messages }) => messages.map(({ message, from }) => [message, from.name]));
  assert.deepEqual(said, [
    ['', ''],
    ['mine', 'Bob'],
    ['', ''],
  ]);
  assert.deepEqual([audit().at(-1)!['action'], audit().at(-1)!['removed']], ['erase', 2]);
});

test('the command speaks to the relay that is running', async t => {
  const variables = { DATABASE_URL: `sqlite:${join(folderOf(t), 'chat.db')}` };
  const url = urlIn(await runCommand(t, [], variables).announced);
  const ada = await Client.connect(url, { name: 'Ada' });
  t.after(() => ada.close());
  await ada.join('lobby');
  for (let count = 1; count <= 3; count++) await ada.send(`text ${count}`);
  const { id } = await ada.send('bad');
  const told = async (...args: string[]) => runCommand(t, args, variables).ended;
  assert.deepEqual(await told('remove', 'lobby', id), {
    code: 0,
    stdout: `Removed ${id} from lobby.\n`,
    stderr: '',
  });
  assert.equal((await ada.messages.nextThat(({ removed }) => !!removed)).id, id);
  const { stdout } = await told('export', 'lobby');
  const exported = stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as { message: string });
  assert.deepEqual(
    exported.map(({ message }) => message),
    ['text 1', 'text 2', 'text 3', ''],
  );
  const unknown = await told('export', 'nowhere');
  assert.deepEqual([unknown.code, unknown.stderr], [1, 'There is nothing in nowhere.\n']);
  assert.equal((await told('bans')).stdout, 'Nobody is banned.\n');
});
