import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { Agent, request, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { before, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { version } from '../../server/app.js';
import { startRelay, type TestRelay } from '../support/relay.js';

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** Asks for a path as it stands, without the tidying that a browser does. */
async function ask(
  relay: TestRelay,
  path: string,
  { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const asked = request({ host: '127.0.0.1', port: relay.port, path, method, headers, agent: false }).end();
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return { status: response.statusCode!, headers: response.headers, body: Buffer.concat(chunks) };
}

function assertRefusal({ status, headers, body }: Answer, wanted: number): void {
  assert.equal(status, wanted);
  assert.equal(headers['content-type'], 'text/plain; charset=utf-8');
  assert.equal(headers['x-content-type-options'], 'nosniff');
  assert.equal(headers['content-security-policy'], "default-src 'none'; frame-ancestors 'none'");
  assert.equal(headers['cache-control'], 'no-store');
  assert.match(body.toString(), /^[\w ]+\.\n$/);
}

before(() => {
  assert.ok(existsSync('dist/awesome-chat.js'), 'There is no build: run npm run build.');
});

test('script is served to any page, whatever isolation it has asked for', async t => {
  const relay = await startRelay(t);
  const { status, headers, body } = await ask(relay, '/awesome-chat.js');
  assert.equal(status, 200);
  assert.equal(headers['content-type'], 'text/javascript');
  assert.equal(headers['access-control-allow-origin'], '*');
  assert.equal(headers['cross-origin-resource-policy'], 'cross-origin');
  assert.equal(headers['x-content-type-options'], 'nosniff');
  assert.equal(headers['cache-control'], 'public, max-age=300, stale-while-revalidate=86400');
  assert.equal(headers['content-encoding'], undefined);
  assert.deepEqual(body, readFileSync('dist/awesome-chat.js'));
});

test('script is the same in whatever charset a page is read', () => {
  assert.doesNotMatch(readFileSync('dist/awesome-chat.js', 'latin1'), /[^\0-\x7f]/);
});

test('a connection is kept without a word, and closed for whoever asks for that', async t => {
  const relay = await startRelay(t);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  t.after(() => agent.destroy());
  const ports = [];
  for (let count = 0; count < 2; count++) {
    const asked = request({ host: '127.0.0.1', port: relay.port, path: '/healthz', agent }).end();
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    const { connection, 'keep-alive': keepAlive } = response.headers;
    assert.deepEqual([connection, keepAlive], [undefined, undefined]);
    ports.push(response.socket.localPort);
    response.resume();
    await once(response, 'end');
  }
  assert.equal(ports[0], ports[1]);
  const { headers } = await ask(relay, '/healthz', { headers: { Connection: 'close' } });
  assert.equal(headers['connection'], 'close');
});

test('script is sent as brotli where that is taken, else as gzip, else plain', async t => {
  const relay = await startRelay(t);
  const plain = readFileSync('dist/awesome-chat.js');
  const wanted: [string, string | undefined][] = [
    ['gzip, deflate, br, zstd', 'br'],
    ['br;q=0.1, gzip', 'br'],
    ['*', 'br'],
    ['gzip', 'gzip'],
    ['gzip, br;q=0', 'gzip'],
    ['*;q=0.5, br;q=0', 'gzip'],
    ['deflate', undefined],
    ['identity', undefined],
    ['br;q=0, gzip;q=0, identity;q=0', undefined],
    ['', undefined],
    ['__proto__, ;;q=, br;q=nonsense', undefined],
  ];
  for (const [accepted, encoding] of wanted) {
    const { headers, body } = await ask(relay, '/awesome-chat.js', {
      headers: { 'Accept-Encoding': accepted },
    });
    assert.equal(headers['content-encoding'], encoding, accepted);
    assert.equal(headers['vary'], 'Accept-Encoding');
    assert.equal(Number(headers['content-length']), body.length);
    const unpack = encoding === 'br' ? brotliDecompressSync : encoding === 'gzip' ? gunzipSync : Buffer.from;
    assert.deepEqual(unpack(body), plain, accepted);
  }
});

test('script that the browser still has is not sent again', async t => {
  const relay = await startRelay(t);
  const etag = (await ask(relay, '/awesome-chat.js')).headers.etag!;
  for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
    const { status, headers, body } = await ask(relay, '/awesome-chat.js', {
      headers: { 'If-None-Match': known },
    });
    assert.deepEqual([status, body.length, headers.etag], [304, 0, etag], known);
    assert.equal(headers['vary'], 'Accept-Encoding');
    assert.equal(headers['access-control-allow-origin'], '*');
  }
  const stale = await ask(relay, '/awesome-chat.js', { headers: { 'If-None-Match': '"other"' } });
  assert.equal(stale.status, 200);
});

test('script under its version never changes; one of another version is not here', async t => {
  const relay = await startRelay(t);
  const { status, headers, body } = await ask(relay, `/awesome-chat-${version}.js`);
  assert.equal(status, 200);
  assert.equal(headers['cache-control'], 'public, max-age=31536000, immutable');
  assert.deepEqual(body, readFileSync('dist/awesome-chat.js'));
  for (const other of ['0.0.0', '99.0.0', '', `${version}.0`])
    assertRefusal(await ask(relay, `/awesome-chat-${other}.js`), 404);
});

test('words of a language are served as the script is, under its version for ever', async t => {
  const relay = await startRelay(t);
  const german = readFileSync('dist/awesome-chat.de.json');
  const request = { headers: { 'Accept-Encoding': 'br' } };
  const { status, headers, body } = await ask(relay, `/awesome-chat-${version}.de.json`, request);
  assert.deepEqual([status, headers['content-type']], [200, 'application/json']);
  assert.equal(headers['access-control-allow-origin'], '*');
  assert.equal(headers['cross-origin-resource-policy'], 'cross-origin');
  assert.equal(headers['cache-control'], 'public, max-age=31536000, immutable');
  assert.equal(headers['content-encoding'], 'br');
  assert.deepEqual(brotliDecompressSync(body), german);
  const now = await ask(relay, '/awesome-chat.de.json');
  assert.equal(now.headers['cache-control'], 'public, max-age=300, stale-while-revalidate=86400');
  assert.deepEqual(now.body, german);
  for (const other of ['xx.json', 'de.json.br', 'json', '../package.json'])
    assertRefusal(await ask(relay, `/awesome-chat-${version}.${other}`), 404);
});

test('licences of what is bundled lie beside the script', async t => {
  const relay = await startRelay(t);
  const { status, headers, body } = await ask(relay, '/awesome-chat.licenses.txt');
  assert.deepEqual([status, headers['content-type']], [200, 'text/plain; charset=utf-8']);
  assert.match(body.toString(), /lit/);
});

test('client of socket.io is where the tutorial expects it', async t => {
  const relay = await startRelay(t);
  const { status, headers, body } = await ask(relay, '/socket.io/socket.io.js');
  assert.equal(status, 200);
  assert.match(headers['content-type']!, /^application\/javascript/);
  assert.match(body.toString(), /Socket\.IO v4/);
});

test('HEAD is GET without the body', async t => {
  const relay = await startRelay(t);
  for (const path of ['/awesome-chat.js', '/healthz', '/', '/nothing']) {
    const head = await ask(relay, path, { method: 'HEAD' });
    const get = await ask(relay, path);
    assert.deepEqual([head.status, head.body.length], [get.status, 0], path);
    for (const name of [
      'content-type',
      'content-length',
      'etag',
      'vary',
      'cache-control',
      'content-security-policy',
    ])
      assert.equal(head.headers[name], get.headers[name], `${path} ${name}`);
  }
});

test('other methods are refused, and those that work are named', async t => {
  const relay = await startRelay(t);
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND']) {
    const answer = await ask(relay, '/awesome-chat.js', { method });
    assertRefusal(answer, 405);
    assert.equal(answer.headers.allow, 'GET, HEAD');
  }
});

test('health is told, and never from a cache', async t => {
  const relay = await startRelay(t);
  const { status, headers, body } = await ask(relay, '/healthz');
  assert.deepEqual([status, headers['cache-control']], [200, 'no-store']);
  assert.deepEqual(JSON.parse(body.toString()), { status: 'ok', version });
});

test('request that offers another protocol is answered as if it did not', async t => {
  const relay = await startRelay(t);
  const headers = { Connection: 'Upgrade, HTTP2-Settings', Upgrade: 'h2c', 'HTTP2-Settings': 'AAMAAABk' };
  for (const path of ['/healthz', '/awesome-chat.js']) {
    const { status, body } = await ask(relay, path, { headers });
    assert.deepEqual([status, body], [200, (await ask(relay, path)).body]);
  }
});

test('nothing outside of what is served can be reached', async t => {
  const relay = await startRelay(t);
  const paths = [
    '/../package.json',
    '/..%2fpackage.json',
    '/%2e%2e/package.json',
    '/%2e%2e%2fpackage.json',
    '/..%5cpackage.json',
    '/..\\package.json',
    '/....//package.json',
    '//package.json',
    '/./package.json',
    '/package.json',
    '/server/main.js',
    '/dist/awesome-chat.js',
    '/demo/index.html',
    '/demo%2findex.html',
    '/awesome-chat.js/',
    '/awesome-chat.js%00',
    '/awesome-chat.js.br',
    '/awesome-chat.js.gz',
    '/custom-elements.json',
    '/.built',
    '/.',
    '/..',
    '/__proto__',
    '/constructor',
    '/toString.js',
    '/%',
    '/%E0%A4%A',
    '/\u00ff',
    `/${'a'.repeat(8000)}`,
    '/socket.io/../package.json',
    '/socket.io/%2e%2e/package.json',
    '/data/awesome-chat.db',
  ];
  for (const path of paths) {
    const { status, body } = await ask(relay, path);
    assert.ok(status === 404 || status === 400, `${path}: ${status}`);
    assert.ok(body.length < 100, path);
  }
  assertRefusal(await ask(relay, '/nothing'), 404);
});

test('everything is under the base path, and the folder without its slash leads there', async t => {
  const relay = await startRelay(t, { basePath: '/chat/' });
  for (const path of ['', 'awesome-chat.js', 'socket.io/socket.io.js', 'healthz', '2013'])
    assert.equal((await ask(relay, `/chat/${path}`)).status, 200, path);
  for (const path of [
    '/',
    '/awesome-chat.js',
    '/healthz',
    '/socket.io/socket.io.js',
    '/chatter',
    '/chat/chat/',
  ])
    assertRefusal(await ask(relay, path), 404);
  const { status, headers } = await ask(relay, '/chat');
  assert.deepEqual([status, headers.location], [302, '/chat/']);
});

test('pages of the demo run nothing but the relay’s own, in nobody’s frame', async t => {
  const relay = await startRelay(t);
  const directives = async (path: string) => {
    const { status, headers } = await ask(relay, path);
    assert.deepEqual([status, headers['cache-control']], [200, 'no-cache'], path);
    assert.equal(headers['x-content-type-options'], 'nosniff');
    return new Map(
      String(headers['content-security-policy'])
        .split('; ')
        .map(directive => {
          const [name, ...values] = directive.split(' ');
          return [name!, values.join(' ')];
        }),
    );
  };
  for (const path of ['/', '/2013', '/demo.css', '/playground.js']) {
    const policy = await directives(path);
    const strict = {
      'default-src': "'none'",
      'script-src': "'self'",
      'frame-ancestors': "'none'",
      'base-uri': "'none'",
    };
    for (const [name, value] of Object.entries(strict)) assert.equal(policy.get(name), value, path);
  }
  assert.equal((await directives('/')).get('require-trusted-types-for'), "'script'");
});

test('with the demo off its pages are gone, and the script is not', async t => {
  const relay = await startRelay(t, { demo: 'off' });
  for (const path of ['/', '/2013', '/index.html', '/demo.css']) assertRefusal(await ask(relay, path), 404);
  assert.equal((await ask(relay, '/awesome-chat.js')).status, 200);
});
