import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { test, type TestContext } from 'node:test';
import { readCommand } from '../../server/command.js';
import { createRelay } from '../../server/relay.js';
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

test('what is right by itself and wrong together is named beside all else that is wrong', () => {
  const wrong = { CHAT_GUESTS: 'read', CHAT_NOTICES: '70' };
  assert.deepEqual(
    readCommand([], wrong).errors.map(error => error.split(':')[0]),
    ['CHAT_NOTICES', 'CHAT_GUESTS'],
  );
  const both = { CHAT_TOKEN_SECRET: SECRET, CHAT_TOKEN_KEY: 'https://example.org/keys', CHAT_RATE: 'fast' };
  assert.deepEqual(
    readCommand([], both).errors.map(error => error.split(':')[0]),
    ['CHAT_RATE', 'CHAT_TOKEN_SECRET and CHAT_TOKEN_KEY'],
  );
  const spaces = { shop: { guests: 'none', notices: 70 } };
  assert.throws(
    () => createRelay({ spaces, guests: 'read', rate: 'fast', use: 'none' } as never),
    (error: Error) => {
      const places = error.message
        .replace('createRelay: ', '')
        .split('; ')
        .map(fault => fault.split(':')[0]);
      // Each of the sentences about guests has a part after a semicolon of its own.
      const named = places.filter(place => !place?.startsWith('say who may'));
      assert.deepEqual(named, ['rate', 'spaces.shop.notices', 'spaces.shop.guests', 'guests', 'use']);
      return true;
    },
  );
});

test('nothing is said of what could not be read', () => {
  const wrong = { CHAT_GUESTS: 'none', CHAT_TOKEN_SECRET: 'hunter2' };
  assert.deepEqual(
    readCommand([], wrong).errors.map(error => error.split(':')[0]),
    ['CHAT_TOKEN_SECRET'],
  );
});

test('secret is not shown, wherever it was put', t => {
  const secret = 'hunter2-hunter2-hunter2-hunter2-';
  const files = [
    { spaces: [{ tokenSecret: secret }] },
    { spaces: secret },
    { spaces: [secret] },
    { spaces: { shop: secret, club: [secret], bar: [[[[[secret]]]]] } },
    { spaces: { tokenSecret: secret } },
    { spaces: { shop: { tokenSecret: [secret], tokenKey: { pem: secret } } } },
    { rooms: { tokenSecret: secret }, notices: { tokenSecret: [secret], inner: { tokenKey: secret } } },
    { rooms: [{ name: 'lobby', tokenSecret: secret }], tokenSecret: { secret } },
    { database: `postgres://user:${secret}@host/db` },
    { database: `postgres://user:p@:/ ${secret}@host/db` },
    { database: `libsql://host?authToken=${secret}`, origins: `https://me:${secret}@a.org, https://b.org` },
    { database: `host=db password=${secret}` },
  ];
  for (const config of files) {
    const { errors } = readCommand(['--config', fileWith(t, config)], {});
    assert.notEqual(errors.length, 0);
    assert.ok(!errors.join().includes('hunter2'), errors.join('\n'));
  }
  for (const args of [[secret], ['--token-secret', `${'x'.repeat(32)},`, secret], ['token', secret]])
    assert.ok(!readCommand(args, {}).errors.join().includes('hunter2'));
  const { errors } = readCommand([], { DATABASE_URL: `postgres://user:${secret}@host/db` });
  assert.match(errors[0]!, /^DATABASE_URL: "postgres:\/\/\*\*\*@host\/db" is not sqlite:PATH/);
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
