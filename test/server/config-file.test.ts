import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { test, type TestContext } from 'node:test';
import { readCommand } from '../../server/command.js';
import { runCommand, urlIn } from '../support/command.js';
import { folderOf } from '../support/folder.js';
import { Client } from '../support/client.js';
import { SECRET, tokenOf } from '../support/jwt.js';

function fileWith(t: TestContext, config: unknown): string {
  const file = `${folderOf(t)}/awesome-chat.json`;
  writeFileSync(file, typeof config === 'string' ? config : JSON.stringify(config));
  return file;
}

test('file says what variables and flags do not', t => {
  const file = fileWith(t, {
    port: 4000,
    welcome: 'from the file',
    notices: 7,
    rooms: [{ name: 'news', write: 'moderators' }],
    tokenSecret: SECRET,
  });
  const { settings, errors, options } = readCommand(['--config', file, '--notices', '9'], {
    CHAT_WELCOME: 'hi',
  });
  assert.deepEqual(errors, []);
  assert.deepEqual([settings.port, settings.welcome, settings.notices], [4000, 'hi', 9]);
  assert.deepEqual(settings.rooms, [{ name: 'news', read: 'everyone', write: 'moderators' }]);
  assert.equal(options.tokenSecret, SECRET);
  assert.equal(readCommand([], { CHAT_CONFIG: file }).settings.port, 4000);
});

test('demo in a file is the pages, and never the panel that breaks things', t => {
  assert.equal(readCommand(['--config', fileWith(t, { demo: true })], {}).hasPanel, false);
  assert.equal(readCommand(['--demo'], {}).hasPanel, true);
});

test('all that is wrong is named at once, with its place and value; a secret is not shown', async t => {
  const file = fileWith(t, {
    port: 70_000,
    tokenSecret: 'hunter2',
    colour: 'red',
    rooms: ['lobby', { name: 'news', read: 'all' }],
  });
  const { code, stderr } = await runCommand(t, ['--config', file, '--rate', 'fast']).ended;
  assert.equal(code, 1);
  const place = (name: string) => `  ${file}: ${name}`;
  for (const line of [
    `${place('colour')}: no such option (there are: port, `,
    `${place('tokenSecret')}: *** is not a secret`,
    `${place('rooms')}[1].read: "all" is not everyone, members, invited, moderators`,
    '  --rate: "fast" is not a rate',
  ])
    assert.ok(stderr.includes(`\n${line}`), `${line}\n${stderr}`);
  assert.doesNotMatch(stderr, /hunter2/);
});

test('file that is not there, or is no object of JSON, is told without what stands in it', t => {
  const errorOf = (file: string) => readCommand(['--config', file], {}).errors.join();
  assert.match(errorOf(`${folderOf(t)}/none.json`), /none\.json: it cannot be read \(ENOENT\)/);
  const broken = errorOf(fileWith(t, '{\n"tokenSecret": "hunter2"\n"port": 1 }'));
  assert.match(broken, /it is no JSON, in line 3/);
  assert.doesNotMatch(broken, /hunter2/);
  for (const wrong of ['[]', '7', 'null', '"x"']) assert.match(errorOf(fileWith(t, wrong)), /one object/);
});

test('configuration is checked without being run', async t => {
  const [right, wrong] = [fileWith(t, { port: 0, notices: 3 }), fileWith(t, { notices: 70 })];
  const good = await runCommand(t, ['--config', right, '--check-config']).ended;
  assert.deepEqual([good.code, good.stdout], [0, 'The configuration is right.\n']);
  const bad = await runCommand(t, ['--check-config', '--config', wrong]).ended;
  assert.equal(bad.code, 1);
  assert.match(bad.stderr, /^The configuration is wrong:\n.*notices: 70 is not a whole number/);
});

test('relay runs by its file', async t => {
  const file = fileWith(t, { welcome: 'by the file', guests: 'none', tokenSecret: SECRET, rooms: 'lobby' });
  const url = urlIn(await runCommand(t, ['--config', file]).announced);
  const ada = await Client.connect(url, { token: tokenOf() });
  t.after(() => ada.close());
  assert.equal((await ada.join('lobby')).welcome, 'by the file');
});
