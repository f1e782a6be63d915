import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAllowedOrigin, isOwnOrigin } from '../../server/origins.js';
import { RawPolling, RawWebsocket } from '../support/raw.js';
import { startRelay, type TestRelay } from '../support/relay.js';

const ORIGINS = 'https://example.com, http://localhost:8080, https://*.example.org';

const ALLOWED = [
  'https://example.com',
  'http://localhost:8080',
  'https://a.example.org',
  'https://a.b.example.org',
  'https://EXAMPLE.com',
];

const FOREIGN = [
  'null',
  'https://evil.com',
  'http://example.com',
  'https://example.com:8443',
  'https://www.example.com',
  'https://example.com.evil.com',
  'https://notexample.com',
  'http://localhost',
  'http://localhost:80801',
  'https://example.org',
  'https://evilexample.org',
  'https://.example.org',
  'http://a.example.org',
  'https://a.example.org:8443',
  'https://a.example.org.evil.com',
  'https://evil.com/.example.org.',
  'file://',
  '*',
  '',
];

/** What a page of that origin is answered, on both transports. */
async function answers(
  relay: TestRelay,
  origin: string | undefined,
): Promise<[polling: string, websocket: string]> {
  const headers = origin === undefined ? {} : { Origin: origin };
  const answer = async (opening: Promise<RawPolling | RawWebsocket>) => {
    try {
      const client = await opening;
      if (client instanceof RawWebsocket) await client.end();
      return 'open';
    } catch (error) {
      return (error as Error).message;
    }
  };
  return [
    await answer(RawPolling.open(relay.url, headers)),
    await answer(RawWebsocket.open(relay.url, headers)),
  ];
}

const OPEN = ['open', 'open'];
/** Engine.io refuses a websocket with the status 400, whatever the reason. */
const REFUSED = ['HTTP 403', 'HTTP 400'];

test('with origins set, their pages connect on both transports and others on neither', async t => {
  const relay = await startRelay(t, { origins: ORIGINS, rate: 'off' });
  for (const origin of ALLOWED) assert.deepEqual(await answers(relay, origin), OPEN, origin);
  for (const origin of FOREIGN) assert.deepEqual(await answers(relay, origin), REFUSED, origin);
});

test('refusal names its reason, and any page may read it', async t => {
  const relay = await startRelay(t, { origins: ORIGINS });
  const headers = { Origin: 'https://evil.com' };
  const response = await fetch(`${relay.url}socket.io/?EIO=4&transport=polling`, { headers });
  assert.equal(response.status, 403);
  assert.equal(response.headers.get('access-control-allow-origin'), 'https://evil.com');
  assert.deepEqual(await response.json(), { code: 4, message: 'bad-origin' });
});

test('page of an allowed origin may read what it polls, after a preflight too', async t => {
  const relay = await startRelay(t, { origins: ORIGINS });
  const headers = { Origin: 'https://a.example.org' };
  const address = `${relay.url}socket.io/?EIO=4&transport=polling`;
  const polled = await fetch(address, { headers });
  assert.equal(polled.headers.get('access-control-allow-origin'), 'https://a.example.org');
  assert.match(polled.headers.get('vary')!, /Origin/);
  const preflight = await fetch(address, {
    method: 'OPTIONS',
    headers: { ...headers, 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'x-a' },
  });
  assert.equal(preflight.headers.get('access-control-allow-origin'), 'https://a.example.org');
});

test('with origins set, the relay’s own pages and programs connect all the same', async t => {
  const relay = await startRelay(t, { origins: ORIGINS });
  const own = `http://127.0.0.1:${relay.port}`;
  assert.deepEqual(await answers(relay, own), OPEN);
  assert.deepEqual(await answers(relay, own.replace('http:', 'https:')), OPEN);
  assert.deepEqual(await answers(relay, undefined), OPEN);
  assert.deepEqual(await answers(relay, `http://127.0.0.1:${relay.port}0`), REFUSED);
  assert.deepEqual(await answers(relay, 'http://127.0.0.1'), REFUSED);
});

test('unless origins are set, any site may embed the chat', async t => {
  const relay = await startRelay(t, { rate: 'off' });
  for (const origin of [...ALLOWED, ...FOREIGN]) assert.deepEqual(await answers(relay, origin), OPEN, origin);
});

test('isAllowedOrigin takes exact origins, and with a star all below but not the domain itself', () => {
  const patterns = ['https://example.com', 'http://localhost:8080', 'https://*.example.org'];
  for (const origin of ALLOWED) assert.equal(isAllowedOrigin(origin, 'chat.test', patterns), true, origin);
  for (const origin of FOREIGN) assert.equal(isAllowedOrigin(origin, 'chat.test', patterns), false, origin);
  assert.equal(isAllowedOrigin(undefined, 'chat.test', patterns), true);
  assert.equal(isAllowedOrigin('https://chat.test', 'chat.test', patterns), true);
  assert.equal(isAllowedOrigin('https://evil.com', undefined, patterns), false);
  assert.equal(isAllowedOrigin('https://evil.com', 'chat.test', undefined), true);
  assert.equal(isAllowedOrigin('https://evil.com', 'chat.test', []), false);
});

test('isOwnOrigin compares with the host that was asked, port and all', () => {
  assert.equal(isOwnOrigin('http://chat.test:3000', 'chat.test:3000'), true);
  assert.equal(isOwnOrigin('https://chat.test', 'chat.test'), true);
  assert.equal(isOwnOrigin('https://chat.test', 'chat.test:3000'), false);
  assert.equal(isOwnOrigin('https://evil.test', 'chat.test'), false);
  assert.equal(isOwnOrigin('null', 'chat.test'), false);
  assert.equal(isOwnOrigin('http://undefined', undefined), false);
});
