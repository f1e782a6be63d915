import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { once } from 'node:events';
import { test, type TestContext } from 'node:test';
import { bystandersIn } from '../support/bystanders.js';
import { BINARY, TEXT } from '../support/frames.js';
import { RawPolling, RawWebsocket } from '../support/raw.js';
import { startRelay } from '../support/relay.js';

// Packets that no client sends, below socket.io and below engine.io. They may cost the sender its connection.

/** What engine.io or socket.io cannot read. */
const UNREADABLE = [
  '',
  'x',
  '9',
  '8{}',
  '\u0000',
  '4',
  '4x',
  '47',
  '49["join"]',
  '42',
  '42{',
  '42[',
  '42]',
  '42{}',
  '42null',
  '42[]',
  '42[null]',
  '42[{}]',
  '42["join"',
  '42["join",{"room":"lobby"}',
  '42["join",{room:lobby}]',
  '42["connect"]',
  '42["connect_error",{}]',
  '42["disconnect"]',
  '42["disconnecting"]',
  '42["newListener"]',
  '42["removeListener"]',
  '4299999999999999999999["join",{}]',
  '42/nowhere,["join",{}]',
  '42/nowhere',
  '42/__proto__,["join",{}]',
  '43["unasked"]',
  '430["unasked"]',
  '43{}',
  '40',
  '40{}',
  '40[]',
  '40null',
  '44"no"',
  '44{"message":"no"}',
  '44[]',
  '41{}',
  '451-["join",{"_placeholder":true,"num":0}]',
  '451-["join",{"_placeholder":true,"num":1e9}]',
  '45["join"]',
  '450-["join"]',
  '45-1-["join"]',
  '4599999999-["join",{"_placeholder":true,"num":0}]',
  '461-["join"]',
  'bAAAA',
  'b####',
  '0',
  '0{"sid":"mine"}',
  '5',
  '6',
  '3',
  '3probe',
  '2probe',
];

async function attack(t: TestContext) {
  const relay = await startRelay(t, { rate: 'off' });
  const reports = t.mock.method(console, 'error', () => {});
  const bystanders = await bystandersIn(relay);
  return {
    url: relay.url,
    port: relay.port,
    ...bystanders,
    async over() {
      await bystanders.goOn();
      assert.deepEqual(reports.mock.calls, []);
    },
  };
}

test('packet that nobody can read harms nobody, over a websocket', async t => {
  const { url, over } = await attack(t);
  for (const packet of UNREADABLE) {
    for (const open of [RawWebsocket.open, RawWebsocket.connect]) {
      const mallory = await open(url);
      mallory.send(packet);
      mallory.send('42["join",{"room":"kitchen"}]');
      mallory.send('41');
      await mallory.end();
    }
  }
  await over();
});

test('packet that nobody can read harms nobody, over polling', async t => {
  const { url, over } = await attack(t);
  const send = async (mallory: RawPolling, packet: string) => {
    await mallory.post(packet);
    await mallory.post(`${packet}\x1e42["join",{"room":"kitchen"}]\x1e${packet}`);
    await mallory.post('1');
  };
  for (const open of [RawPolling.open, RawPolling.connect])
    await Promise.all(UNREADABLE.map(async packet => send(await open(url), packet)));
  await over();
});

test('binary that was not announced costs the connection', async t => {
  const { url, over } = await attack(t);
  const mallory = await RawWebsocket.connect(url);
  mallory.sendFrame(BINARY, Buffer.from('42["join",{"room":"lobby"}]'));
  await mallory.closed();
  await over();
});

test('text in place of binary that was announced costs the connection', async t => {
  const { url, over } = await attack(t);
  const mallory = await RawWebsocket.connect(url);
  mallory.send('452-["message",{"_placeholder":true,"num":0}]');
  mallory.sendFrame(BINARY, Buffer.alloc(4));
  mallory.send('42["join",{"room":"lobby"}]');
  await mallory.closed();
  await over();
});

test('binary announced deeper than a stack reaches costs the connection', async t => {
  const { url, over } = await attack(t);
  const mallory = await RawWebsocket.connect(url);
  const depth = 30_000;
  mallory.send(`451-1["join",${'['.repeat(depth)}{"_placeholder":true,"num":0}${']'.repeat(depth)}]`);
  mallory.sendFrame(BINARY, Buffer.alloc(4));
  await mallory.closed();
  await over();
});

test('frame over 64 kB costs the connection, one below does not', async t => {
  const { url, over } = await attack(t);
  const frameOf = (length: number) => `421["join",{"room":"${'a'.repeat(length)}"}]`;
  const near = await RawWebsocket.connect(url);
  t.after(() => near.close());
  near.send(frameOf(65_000));
  assert.deepEqual(await near.answer(1), { ok: false, refusal: 'bad-request' });
  const over64 = await RawWebsocket.connect(url);
  over64.send(frameOf(65_537));
  await over64.closed();
  const polling = await RawPolling.connect(url);
  assert.ok([0, 413].includes(await polling.post(frameOf(65_537))));
  await over();
});

test('frame that announces more than it sends costs the connection', async t => {
  const { url, over } = await attack(t);
  const mallory = await RawWebsocket.connect(url);
  const announcesTerabytes = Buffer.from([0x81, 0xff, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  mallory.sendBytes(announcesTerabytes);
  await mallory.closed();
  await over();
});

test('frame against the rules of websockets costs the connection', async t => {
  const { url, over } = await attack(t);
  const unmasked = Buffer.from([0x81, 0x01, 0x32]);
  const reservedBits = Buffer.from([0xf1, 0x80, 0, 0, 0, 0]);
  const unknownOpcode = Buffer.from([0x83, 0x80, 0, 0, 0, 0]);
  const fragmentedPing = Buffer.from([0x09, 0x80, 0, 0, 0, 0]);
  const lostContinuation = Buffer.from([0x80, 0x80, 0, 0, 0, 0]);
  const noise = Buffer.from(Array.from({ length: 200 }, (_, index) => (index * 151 + 255) % 256));
  for (const bytes of [unmasked, reservedBits, unknownOpcode, fragmentedPing, lostContinuation, noise]) {
    const mallory = await RawWebsocket.connect(url);
    mallory.sendBytes(bytes);
    await mallory.closed();
  }
  const mallory = await RawWebsocket.connect(url);
  mallory.sendFrame(TEXT, Buffer.from([0x34, 0x32, 0xff, 0xfe, 0xc0]));
  await mallory.closed();
  await over();
});

test('request that no browser makes is refused by HTTP', async t => {
  const { url, over } = await attack(t);
  const { sid } = JSON.parse(
    (await (await fetch(`${url}socket.io/?EIO=4&transport=polling`)).text()).slice(1),
  ) as {
    sid: string;
  };
  const requests: [string, RequestInit?][] = [
    [''],
    ['?'],
    ['?EIO=4'],
    ['?EIO=3&transport=polling'],
    ['?EIO=4&transport=__proto__'],
    ['?EIO=4&transport=webtransport'],
    ['?EIO=4&transport=websocket'],
    ['?EIO=4&transport=polling&sid=__proto__'],
    ['?EIO=4&transport=polling&sid=constructor'],
    [`?EIO=4&transport=websocket&sid=${sid}`],
    ['?EIO=4&transport=polling', { method: 'POST', body: '40' }],
    ['?EIO=4&transport=polling', { method: 'PUT', body: '40' }],
    [`?EIO=4&transport=polling&sid=${sid}`, { method: 'DELETE' }],
    [`?EIO=4&transport=polling&transport=polling&sid=${sid}&sid=${sid}x`],
  ];
  for (const [query, init] of requests) {
    const { status } = await fetch(`${url}socket.io/${query}`, init);
    assert.ok(status >= 400 && status < 600, `${query}: ${status}`);
  }
  await over();
});

test('two polls at once, and two posts at once, cost the connection', async t => {
  const { url, over } = await attack(t);
  const polls = await RawPolling.connect(url);
  await Promise.allSettled([polls.poll(), polls.poll()]);
  const posts = await RawPolling.connect(url);
  const padding = 'x'.repeat(60_000);
  await Promise.allSettled([posts.post(`42["${padding}"]`), posts.post(`42["${padding}"]`)]);
  await over();
});

test('what is not HTTP is answered or cut, and harms nobody', async t => {
  const { port, over } = await attack(t);
  const texts = [
    '\r\n\r\n',
    'HELO\r\n\r\n',
    '\u0016\u0003\u0001',
    `GET /${'a'.repeat(100_000)} HTTP/1.1\r\n\r\n`,
  ];
  for (const text of texts) {
    const socket = connect(port, '127.0.0.1').on('error', () => {});
    socket.resume().end(text);
    await once(socket, 'close');
  }
  await over();
});

test('join that comes with the end of its connection leaves nobody in the room', async t => {
  const { url, ada, over } = await attack(t);
  const gone = await RawPolling.connect(url, { v: 1, name: 'Mallory' });
  await gone.post('42["join",{"room":"lobby"}]\x1e41\x1e1');
  const cut = await RawPolling.connect(url, { v: 1, name: 'Mallory' });
  await cut.post('42["join",{"room":"lobby"}]\x1ex');
  const { people } = await ada.join('lobby');
  assert.deepEqual(
    people.list?.map(({ name }) => name),
    ['Ada', 'Bob'],
  );
  await over();
});
