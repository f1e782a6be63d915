import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DEFAULT_WELCOME, readOptions, type Settings } from '../../server/options.js';
import { createRelay } from '../../server/relay.js';

/** A value of the wrong type too, as it comes from JavaScript. */
const read = <K extends keyof Settings>(name: K, value: unknown): Settings[K] =>
  readOptions({ [name]: value })[name];

function assertWrong(name: keyof Settings, values: unknown[]): void {
  for (const value of values) {
    const isNamed = (error: unknown) =>
      error instanceof TypeError &&
      error.message.startsWith(`createRelay: ${name}: `) &&
      / is not /.test(error.message);
    assert.throws(() => read(name, value), isNamed, `${name}: ${JSON.stringify(value)}`);
  }
}

test('options that are not given have their documented values', () => {
  assert.deepEqual(readOptions({}), {
    welcome: DEFAULT_WELCOME,
    basePath: '/',
    origins: undefined,
    rate: { count: 5, perMs: 5000, burst: 10 },
    ping: { intervalMs: 25_000, timeoutMs: 20_000 },
    tutorial: true,
    notices: 50,
    trustProxy: 0,
    database: 'data/awesome-chat.db',
    retention: {},
    rooms: [{ name: '*', read: 'everyone', write: 'everyone' }],
    guests: 'write',
    tokenSecret: undefined,
    tokenKey: undefined,
    tokenAudience: undefined,
    tokenIssuer: undefined,
    spaces: new Map(),
    direct: true,
    demo: true,
  });
  assert.deepEqual(readOptions({ welcome: undefined, rate: null } as never), readOptions({}));
});

test('options that are no object are told so', () => {
  for (const wrong of [null, 'sqlite::memory:', 3000])
    assert.throws(
      () => createRelay(wrong as never),
      /^TypeError: createRelay: .* is not an object of options$/,
    );
});

test('every wrong and every unknown option is named at once', () => {
  const wrong = { basePath: 'a b', notices: 51, demo: 'maybe', pots: 3000, __proto__: { rate: 'fast' } };
  assert.throws(
    () => createRelay(wrong),
    (error: unknown) => {
      assert.ok(error instanceof TypeError);
      const { message } = error;
      assert.match(message, /pots: no such option \(there are: welcome, basePath, .*demo\)/);
      assert.match(message, /basePath: "a b" is not a path such as \/ or \/chat\//);
      assert.match(message, /notices: 51 is not a whole number from 0 to 50/);
      assert.match(message, /demo: "maybe" is not on or off/);
      return true;
    },
  );
});

test('value that cannot be written down is named all the same', () => {
  for (const value of [10n, Symbol('x'), () => 1, Object.create(null), NaN, Infinity])
    for (const name of ['notices', 'rate', 'ping', 'demo'] as const)
      assert.throws(() => read(name, value), {
        name: 'TypeError',
        message: new RegExp(`^createRelay: ${name}: `),
      });
});

test('base path is a folder, with or without its slashes', () => {
  for (const [path, folder] of [
    ['/', '/'],
    ['', '/'],
    ['chat', '/chat/'],
    ['/chat', '/chat/'],
    ['chat/', '/chat/'],
    ['//chat//room/', '/chat/room/'],
    ['/~ada/chat_1.0-x', '/~ada/chat_1.0-x/'],
  ])
    assert.equal(read('basePath', path), folder);
  assertWrong('basePath', [
    '/a b/',
    '/ä/',
    '/a?b',
    '/a#b',
    '/a%20b/',
    '/<b>/',
    'https://example.org/',
    '/./',
    '/a/../',
    7,
  ]);
});

test('origins are exact or with a star, as browsers spell them', () => {
  assert.equal(read('origins', '*'), undefined);
  assert.equal(read('origins', ['*']), undefined);
  assert.deepEqual(read('origins', 'https://a.org, http://b.org:8080\thttps://*.c.org'), [
    'https://a.org',
    'http://b.org:8080',
    'https://*.c.org',
  ]);
  assert.deepEqual(
    read('origins', ['https://A.org:443', 'http://b.org:80', 'https://münchen.de', 'http://[::1]:3000']),
    ['https://a.org', 'http://b.org', 'https://xn--mnchen-3ya.de', 'http://[::1]:3000'],
  );
  assertWrong('origins', [
    ...[
      '',
      ' , ',
      'example.org',
      'https://',
      'https://a.org/',
      'https://a.org/page',
      'ftp://a.org',
      'null',
      '*.a.org',
    ],
    ...[
      'https://*',
      'https://a.*.org',
      'https://*.*.org',
      'https://*a.org',
      'https://me@a.org',
      'https://a.org:99999',
    ],
    ...['* https://a.org', 'https://a.org; https://b.org', [], [7], [null], 7, true, {}],
  ]);
});

test('rate is so many per duration, with a burst', () => {
  const rates: [string, Settings['rate']][] = [
    ['off', undefined],
    ['5/5s burst 10', { count: 5, perMs: 5000, burst: 10 }],
    ['3/1m', { count: 3, perMs: 60_000, burst: 3 }],
    ['1/250ms', { count: 1, perMs: 250, burst: 1 }],
    ['10/2', { count: 10, perMs: 2000, burst: 10 }],
    ['1/0.5s   burst   2', { count: 1, perMs: 500, burst: 2 }],
  ];
  for (const [text, rate] of rates) assert.deepEqual(read('rate', text), rate, text);
  assertWrong('rate', [
    ...[
      '',
      'on',
      'none',
      '5',
      '5/',
      '/5s',
      '0/5s',
      '5/0s',
      '5/5s burst 0',
      '5/5s burst',
      '-5/5s',
      '5/5y',
      '5/5s 10',
    ],
    ...['5/s', '5.5/5s', '5 per 5s', 5, true, [], {}],
  ]);
});

test('ping is interval and timeout, each 50 ms to 1 h', () => {
  assert.deepEqual(read('ping', '300ms/200ms'), { intervalMs: 300, timeoutMs: 200 });
  assert.deepEqual(read('ping', '25/20'), { intervalMs: 25_000, timeoutMs: 20_000 });
  assert.deepEqual(read('ping', '1h/1m'), { intervalMs: 3_600_000, timeoutMs: 60_000 });
  assertWrong('ping', [
    '',
    '25s',
    '25s/',
    '/20s',
    '25s/20s/1s',
    '49ms/1s',
    '1s/2h',
    '1d/1s',
    'a/b',
    25,
    null + '',
  ]);
});

test('switch is on or off, in any of the usual spellings', () => {
  for (const on of [true, 'on', 'true', '1']) assert.equal(read('demo', on), true);
  for (const off of [false, 'off', 'false', '0']) assert.equal(read('tutorial', off), false);
  assertWrong('demo', ['', 'yes', 'ON', 'enabled', 1, 0, [], {}]);
});

test('number is whole, in its range, and may be text', () => {
  assert.deepEqual([read('notices', 0), read('notices', '50'), read('trustProxy', '16')], [0, 50, 16]);
  assertWrong('notices', [-1, 51, 1.5, '1.5', '-1', '', ' 5', '5 ', '0x5', '1e1', true, [], [5]]);
  assertWrong('trustProxy', [17, 'true', '10.0.0.0/33', '10.0.0.0/8 2', [], ['here']]);
  assert.equal(typeof read('trustProxy', '10.0.0.0/8, ::1'), 'object');
});

test('welcome is a text with something in it', () => {
  assert.equal(read('welcome', '<b>Hi</b>'), '<b>Hi</b>');
  assertWrong('welcome', ['', ' \n', 'x'.repeat(1001), 7, ['Hi']]);
});

test('database is a file of sqlite, or nowhere', () => {
  assert.equal(read('database', 'sqlite:data/chat.db'), 'data/chat.db');
  assert.equal(read('database', 'sqlite:///var/lib/chat.db'), '/var/lib/chat.db');
  assert.equal(read('database', 'sqlite::memory:'), ':memory:');
  assertWrong('database', ['', 'sqlite:', 'chat.db', 'postgres://localhost/chat', 7]);
});

test('retention is an age, a number per room, or both', () => {
  assert.deepEqual(read('retention', 'keep'), {});
  assert.deepEqual(read('retention', '90d'), { maxAgeMs: 7_776_000_000 });
  assert.deepEqual(read('retention', '10000'), { maxCount: 10_000 });
  assert.deepEqual(read('retention', '10000, 12h'), { maxAgeMs: 43_200_000, maxCount: 10_000 });
  assertWrong('retention', ['', 'forever', '0', '-1', '0d', '90d 30d', '5 6', '90 days', '1.5', 90.5, true]);
});

test('whatever text is given, it is read or named, and never anything else thrown', () => {
  const names = [
    'welcome',
    'basePath',
    'origins',
    'rate',
    'ping',
    'notices',
    'database',
    'retention',
  ] as const;
  const text = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'0159/ms hdburst:*.,-https') }));
  fc.assert(
    fc.property(fc.constantFrom(...names), text, (name, text) => {
      try {
        read(name, text);
      } catch (error) {
        assert.ok(
          (error as Error).message.startsWith(`createRelay: ${name}: ${JSON.stringify(text)} is not `),
        );
      }
    }),
  );
});
