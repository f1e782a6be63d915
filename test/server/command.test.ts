import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { version } from '../../server/app.js';
import { readCommand } from '../../server/command.js';
import { DEFAULT_WELCOME } from '../../server/options.js';
import { Client } from '../support/client.js';
import { runCommand, urlIn } from '../support/command.js';
import { startRelay } from '../support/relay.js';

const VARIABLES = {
  PORT: '4000',
  HOST: '127.0.0.1',
  CHAT_WELCOME: 'Come in',
  CHAT_BASE_PATH: '/chat',
  CHAT_ORIGINS: 'https://example.org',
  CHAT_RATE: '1/1s',
  CHAT_PING: '300ms/200ms',
  CHAT_TUTORIAL: 'off',
  CHAT_NOTICES: '0',
  TRUST_PROXY: '2',
  DATABASE_URL: 'sqlite:elsewhere.db',
  CHAT_RETENTION: '90d 1000',
  CHAT_ROOMS: 'lobby, team/*',
  CHAT_GUESTS: 'read',
  CHAT_TOKEN_SECRET: 'x'.repeat(32),
  CHAT_TOKEN_AUDIENCE: 'https://chat.example.org',
  CHAT_TOKEN_ISSUER: 'https://example.org',
  CHAT_DIRECT: 'off',
  CHAT_DEMO: 'off',
};

const WRONG: Record<string, string> = {
  PORT: '65536',
  CHAT_BASE_PATH: '/a b/',
  CHAT_ORIGINS: 'example.org',
  CHAT_RATE: 'fast',
  CHAT_PING: '25s',
  CHAT_TUTORIAL: 'maybe',
  CHAT_NOTICES: '51',
  TRUST_PROXY: 'yes',
  DATABASE_URL: 'postgres://localhost/chat',
  CHAT_RETENTION: 'for ever',
  CHAT_ROOMS: ',',
  CHAT_GUESTS: 'welcome',
  CHAT_TOKEN_SECRET: 'short',
  CHAT_TOKEN_KEY: 'http://example.org/keys',
  CHAT_DIRECT: 'sometimes',
  CHAT_DEMO: '',
};

test('command says where it can be reached, and serves there', async t => {
  const { announced } = runCommand(t, []);
  const text = await announced;
  assert.match(
    text,
    new RegExp(`^awesome-chat ${version} is running\\n {2}http://127\\.0\\.0\\.1:\\d+/ {2}\\(as asked\\)\\n`),
  );
  assert.match(
    text,
    /Any site may embed this chat\. To name those that may: CHAT_ORIGINS="https:\/\/example\.org"/,
  );
  const ada = await Client.connect(urlIn(text));
  t.after(() => ada.close());
  assert.equal((await ada.join('lobby')).welcome, DEFAULT_WELCOME);
});

test('on all addresses it names this machine first, with the base path', async t => {
  const { announced } = runCommand(t, ['--host', '0.0.0.0', '--base-path', 'chat'], {
    CHAT_ORIGINS: 'https://a.org',
  });
  const text = await announced;
  assert.match(text, /^ {2}http:\/\/localhost:\d+\/chat\/ {2}\(this machine\)$/m);
  assert.doesNotMatch(text, /Any site/);
  assert.equal((await fetch(`${urlIn(text)}healthz`)).status, 200);
});

test('that the limits are off is said', async t => {
  const { announced } = runCommand(t, ['--rate', 'off']);
  assert.match(await announced, /All limits .* are off \(CHAT_RATE=off\): for tests and benches only\./);
});

test('every wrong value is named at once, with what would be right', async t => {
  const { ended } = runCommand(t, ['--host', ''], WRONG);
  const { code, stdout, stderr } = await ended;
  assert.deepEqual([code, stdout], [1, '']);
  const [title, ...lines] = stderr.trim().split('\n');
  assert.equal(title, 'awesome-chat cannot start:');
  const wrong = Object.entries(WRONG).filter(([, value]) => value);
  for (const [name, value] of [...wrong, ['--host', '']] as [string, string][]) {
    const shown = name.startsWith('CHAT_TOKEN_') ? '***' : JSON.stringify(value);
    const line = lines.find(line => line.trim().startsWith(`${name}: ${shown} is not `));
    assert.ok(line && line.length < 150, `${name}: ${line}`);
  }
  assert.equal(lines.length, wrong.length + 1);
});

test('flags and words that do not exist are named beside wrong values, and where to look', async t => {
  const { ended } = runCommand(t, ['--prot', '3000', '--fast', '--port', 'abc']);
  const { code, stderr } = await ended;
  assert.equal(code, 1);
  assert.match(stderr, /--prot: no such option \(--help lists/);
  assert.match(stderr, /--fast: no such option/);
  assert.match(stderr, /--port: "abc" is not a port/);
  assert.deepEqual(readCommand(['--port', '--host', 'x'], {}).errors[0], '--port: needs a value');
  assert.deepEqual(readCommand(['fly'], {}).errors, [
    'fly: no such command (there are: backup FILE, bans, unban PERSON, remove ROOM ID, export ROOM, erase PERSON, token --sub ID)',
  ]);
  assert.equal(readCommand(['backup'], {}).errors.length, 1);
  assert.equal(readCommand(['--port'], {}).errors.length, 1);
});

test('help names every flag and variable, and the version is the package’s', async t => {
  const [help, said] = await Promise.all([
    runCommand(t, ['--help', '--port', 'abc']).ended,
    runCommand(t, ['--version'], WRONG).ended,
  ]);
  assert.deepEqual([said.code, said.stdout], [0, `${version}\n`]);
  const { stdout, code } = help;
  assert.equal(code, 0);
  for (const name of Object.keys(VARIABLES))
    assert.match(stdout, new RegExp(`^ {2}--[a-z-]+ .*\\b${name}\\b`, 'm'));
});

test('variables are read, and an empty one counts as not set', () => {
  const { settings, errors } = readCommand([], VARIABLES);
  assert.deepEqual(errors, []);
  assert.deepEqual(settings, {
    port: 4000,
    host: '127.0.0.1',
    welcome: 'Come in',
    basePath: '/chat/',
    origins: ['https://example.org'],
    rate: { count: 1, perMs: 1000, burst: 1 },
    ping: { intervalMs: 300, timeoutMs: 200 },
    tutorial: false,
    notices: 0,
    trustProxy: 2,
    database: 'elsewhere.db',
    retention: { maxAgeMs: 90 * 86_400_000, maxCount: 1000 },
    rooms: ['lobby', 'team/*'].map(name => ({ name, read: 'everyone', write: 'everyone' })),
    guests: 'read',
    tokenSecret: [new TextEncoder().encode('x'.repeat(32))],
    tokenKey: undefined,
    tokenAudience: 'https://chat.example.org',
    tokenIssuer: 'https://example.org',
    spaces: new Map(),
    direct: false,
    demo: false,
  });
  const empty = Object.fromEntries(Object.keys(VARIABLES).map(name => [name, '']));
  assert.deepEqual(readCommand([], empty), readCommand([], {}));
  assert.equal(readCommand([], {}).settings.port, 3000);
});

test('flag wins over a variable, and is itself what is named when it is wrong', () => {
  const args = ['--port=5000', '--base-path', '/talk/', '--trust-proxy', '1', '--welcome', 'Hello'];
  const { settings, options } = readCommand(args, VARIABLES);
  const { port, basePath, trustProxy, welcome, notices } = settings;
  assert.deepEqual([port, basePath, trustProxy, welcome, notices], [5000, '/talk/', 1, 'Hello', 0]);
  assert.equal(options.basePath, '/talk/');
  for (const wrong of ['', ' ', '-1', '3000.5', '0x10', '1e3', '99999']) {
    const { errors } = readCommand([`--port=${wrong}`], VARIABLES);
    assert.match(errors[0]!, /^--port: ".*" is not a port from 1 to 65535, or 0 for any free one$/);
  }
});

test('port that is taken is told in a sentence, with another to choose', async t => {
  const { port } = await startRelay(t);
  const { code, stdout, stderr } = await runCommand(t, [], { PORT: `${port}` }).ended;
  assert.deepEqual([code, stdout], [1, '']);
  assert.equal(stderr, `Port ${port} is taken. End what uses it, or choose another: PORT=${port + 1}\n`);
});

test('address that this machine does not have is told in a sentence', async t => {
  const { code, stderr } = await runCommand(t, [], { HOST: '203.0.113.7' }).ended;
  assert.equal(code, 1);
  assert.equal(stderr, 'This machine has no address 203.0.113.7. Listen on all it has: HOST=0.0.0.0\n');
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  test(`${signal} ends it cleanly, and its clients will be back`, async t => {
    const { child, announced, ended } = runCommand(t, []);
    const url = urlIn(await announced);
    const clients = [
      await Client.connect(url),
      await Client.connect(url, { io: { transports: ['polling'] } }),
    ];
    t.after(() => clients.forEach(client => client.close()));
    const reasons = clients.map(({ socket }) => new Promise(resolve => socket.once('disconnect', resolve)));
    await Promise.all(clients.map(client => client.join('lobby')));
    child.kill(signal);
    const { code, stderr } = await ended;
    assert.deepEqual([code, stderr], [0, '']);
    for (const reason of await Promise.all(reasons))
      assert.match(reason as string, /^transport (close|error)$/);
  });
}

test('token is printed, and lets in whom it names, at a relay of the same secret', async t => {
  const tokenSecret = 'a secret of the site: 32 bytes at least';
  const variables = { CHAT_TOKEN_SECRET: `${tokenSecret},${'old'.repeat(11)}`, CHAT_TOKEN_AUDIENCE: 'chat' };
  const args = ['token', '--sub', 'ada', '--name', 'Ada', '--role', 'moderator', '--rooms', 'lobby, team/*'];
  const { code, stdout } = await runCommand(t, args, variables).ended;
  assert.equal(code, 0);
  const relay = await startRelay(t, { tokenSecret, tokenAudience: 'chat' });
  const ada = await relay.join('lobby', undefined, { token: stdout.trim() });
  assert.deepEqual([ada.joined.you.name, ada.joined.you.role], ['Ada', 'moderator']);
  assert.deepEqual(await ada.ask('join', { room: 'kitchen' }), { ok: false, refusal: 'unknown-room' });
});

test('token that cannot be made is told with all that is missing', () => {
  const errors = (...args: string[]) => readCommand(args, {}).errors.map(error => error.split(':')[0]);
  assert.deepEqual(errors('token', '--role', 'admin', '--expires', 'soon', '--picture', 'me.png'), [
    'CHAT_TOKEN_SECRET',
    '--sub',
    '--role',
    '--expires',
    '--picture',
  ]);
  assert.deepEqual(errors('token', 'ada').at(0), 'token');
  assert.deepEqual(errors('--sub', 'ada'), ['--sub']);
  assert.deepEqual(errors('--rooms', 'lobby'), []);
  const secret = { CHAT_TOKEN_SECRET: 'x'.repeat(32) };
  assert.deepEqual(readCommand(['token', '--sub', 'x'.repeat(256)], secret).errors.length, 1);
});

test('Node that is too old is told in a sentence, before anything of the relay is loaded', () => {
  const old = 'Object.defineProperty(process, "versions", { value: { node: "18.20.8" } })';
  const preload = `data:text/javascript,${encodeURIComponent(old)}`;
  const args = ['--import', 'tsx', '--import', preload, 'server/bin.ts', '--port', 'nonsense'];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  assert.equal(status, 1);
  const { engines } = JSON.parse(readFileSync('package.json', 'utf8')) as { engines: { node: string } };
  const wanted = engines.node.replace('>=', '');
  assert.ok(stderr.startsWith(`awesome-chat needs Node.js ${wanted} or newer; this is 18.20.8.`), stderr);
});
