import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { readOptions, type RelayOptions } from '../../server/options.js';
import { folderOf } from '../support/folder.js';
import { SECRET, tokenOf } from '../support/jwt.js';
import { RawWebsocket } from '../support/raw.js';
import { startRelay, type TestRelay } from '../support/relay.js';

const SHOPS_SECRET = 'the secret of the shop is its own: 32 bytes';

const withShop = (t: TestContext, more: RelayOptions = {}) =>
  startRelay(t, { tokenSecret: SECRET, spaces: { shop: { tokenSecret: SHOPS_SECRET } }, ...more });

/** What the relay answers to a page of that origin that wants into a namespace. */
async function answerTo(relay: TestRelay, namespace: string, origin: string): Promise<string> {
  const client = await RawWebsocket.open(relay.url, { Origin: origin }).catch((error: Error) => error);
  if (client instanceof Error) return client.message;
  client.send(`40${namespace}{"v":1}`);
  const answer = await client.texts.nextThat(text => text.startsWith('40') || text.startsWith('44'));
  client.close();
  return answer.startsWith('40')
    ? 'welcome'
    : (JSON.parse(answer.slice(answer.indexOf('{'))) as Error).message;
}

test('what is said, who is here and what was said stay in their space', async t => {
  const relay = await withShop(t);
  const ada = await relay.join('lobby', 'Ada');
  const bob = await relay.join('lobby', 'Bob', { space: 'shop' });
  const cy = await relay.join('lobby', 'Cy', { space: 'shop' });
  await ada.send('in the default one');
  await bob.send('in the shop');
  assert.equal((await cy.next()).message, 'in the shop');
  assert.equal((await ada.next()).message, 'in the default one');
  const [there, here] = [await cy.join('lobby'), await ada.join('lobby')];
  assert.deepEqual([there.messages.map(({ message }) => message), there.people.count], [['in the shop'], 2]);
  assert.deepEqual(
    [here.messages.map(({ message }) => message), here.people.count],
    [['in the default one'], 1],
  );
  assert.equal(cy.messages.all.length + ada.messages.all.length, 2);
});

test('one secret in two spaces is two people, and so is one member; names are remembered apart', async t => {
  const relay = await withShop(t, { spaces: { shop: { tokenSecret: SECRET } } });
  const ada = await relay.join('lobby');
  await ada.askFor('rename', { name: 'Ada' });
  const { resume, id } = ada.joined.you;
  const there = (await relay.join('lobby', undefined, { resume, space: 'shop' })).joined.you;
  assert.notEqual(there.id, id);
  assert.match(there.name, /^Guest/);
  const token = tokenOf();
  const [here, elsewhere] = [
    await relay.join('lobby', undefined, { token }),
    await relay.join('lobby', undefined, { token, space: 'shop' }),
  ];
  assert.notEqual(here.joined.you.id, elsewhere.joined.you.id);
});

test('token of one space is none in another', async t => {
  t.mock.method(console, 'error', () => {});
  const relay = await withShop(t);
  const refused = { data: { refusal: 'bad-token' } };
  await assert.rejects(relay.connect({ token: tokenOf(), space: 'shop' }), refused);
  await assert.rejects(relay.connect({ token: tokenOf({}, SHOPS_SECRET) }), refused);
  const ada = await relay.join('lobby', undefined, { token: tokenOf({}, SHOPS_SECRET), space: 'shop' });
  assert.deepEqual(await ada.ask('renew', { token: tokenOf() }), { ok: false, refusal: 'bad-token' });
});

test('rooms, welcome, rate and guests are the space’s own', async t => {
  const spaces = { shop: { rooms: 'till', welcome: 'To the shop', rate: '1/1m', tokenSecret: SHOPS_SECRET } };
  const relay = await withShop(t, { spaces, guests: 'none' });
  await assert.rejects(relay.connect(), { data: { refusal: 'bad-token' } });
  const bob = await relay.join('till', 'Bob', { space: 'shop' });
  assert.equal(bob.joined.welcome, 'To the shop');
  assert.deepEqual(await bob.ask('join', { room: 'lobby' }), { ok: false, refusal: 'unknown-room' });
  await bob.send('one');
  await assert.rejects(bob.send('two'), /too-fast/);
});

test('a page connects to the spaces of its site alone, on one connection too', async t => {
  const spaces = { shop: { origins: 'https://shop.example' }, open: {} };
  const strict = await withShop(t, { origins: 'https://a.example', spaces: { shop: spaces.shop } });
  assert.equal(await answerTo(strict, '', 'https://a.example'), 'welcome');
  assert.equal(await answerTo(strict, '/shop,', 'https://shop.example'), 'welcome');
  assert.equal(await answerTo(strict, '', 'https://shop.example'), 'bad-origin');
  assert.equal(await answerTo(strict, '/shop,', 'https://a.example'), 'bad-origin');
  assert.equal(await answerTo(strict, '', 'https://evil.example'), 'HTTP 400');
  const mixed = await withShop(t, { origins: 'https://a.example', spaces });
  assert.equal(await answerTo(mixed, '/open,', 'https://evil.example'), 'welcome');
  assert.equal(await answerTo(mixed, '', 'https://evil.example'), 'bad-origin');
});

test('space that is not configured is not there', async t => {
  const relay = await withShop(t);
  for (const space of ['other', 'Shop', 'shop/', '__proto__'])
    await assert.rejects(relay.connect({ space }), /Invalid namespace/);
});

test('a client without a version is refused in a space: the tutorial knows of none', async t => {
  const relay = await withShop(t);
  await assert.rejects(relay.connect({ space: 'shop', io: { auth: {} } }), {
    data: { refusal: 'not-allowed' },
  });
});

test('what a space holds is there after a restart, and only there', async t => {
  const options = { database: `sqlite:${folderOf(t)}/chat.db`, spaces: { shop: {}, club: {} } };
  const before = await startRelay(t, options);
  await (await before.join('lobby', 'Ada', { space: 'shop' })).send('kept');
  await before.relay.close();
  const after = await startRelay(t, options);
  for (const [space, count] of [
    ['shop', 1],
    ['club', 0],
    ['', 0],
  ] as const)
    assert.equal((await after.join('lobby', undefined, { space })).joined.messages.length, count, space);
});

test('what is wrong with spaces is named with its place', () => {
  const spaces = {
    'My Shop': {},
    shop: { notices: 70, port: 1, tokenSecret: 'x' },
    club: { guests: 'none' },
    bar: 7,
  };
  assert.throws(
    () => readOptions({ spaces } as never),
    (error: Error) => {
      for (const fault of [
        /spaces\.My Shop: not a name/,
        /spaces\.shop\.notices: 70 is not/,
        /spaces\.shop\.port: no such option/,
        /spaces\.shop\.tokenSecret: \*\*\* is not/,
        /spaces\.club\.guests: with "none" nobody could write/,
        /spaces\.bar: 7 is not an object/,
      ])
        assert.match(error.message, fault);
      return true;
    },
  );
  assert.throws(() => readOptions({ spaces: [] } as never), /spaces: \[\] is not an object of spaces/);
});

const askedAtOnce = async (relay: TestRelay, space: string, count: number) => {
  const client = await relay.join('lobby', undefined, { space });
  const answers = Array.from({ length: count }, () => client.ask('history', { room: 'lobby', before: 1 }));
  return (await Promise.all(answers)).filter(({ ok }) => !ok).length;
};

test('a space without limits has none, and what comes before it is limited as long as another space is', async t => {
  const relay = await startRelay(t, { rate: 'off', spaces: { shop: {} } });
  assert.equal(await askedAtOnce(relay, '', 150), 0);
  assert.notEqual(await askedAtOnce(relay, 'shop', 150), 0);
  await Promise.all(Array.from({ length: 198 }, () => relay.connect()));
  await assert.rejects(relay.connect(), { data: { refusal: 'busy', retryAfter: 30_000 } });
});

test('where no space has limits, connections are not limited either', async t => {
  const relay = await startRelay(t, { rate: 'off', spaces: { shop: { rate: 'off' } } });
  await Promise.all(Array.from({ length: 210 }, () => relay.connect({ space: 'shop' })));
  const more = await relay.join('lobby');
  assert.equal(more.joined.people.count, 1);
});

test('frames of a connection are limited as long as a space is', async t => {
  const relay = await startRelay(t, { rate: 'off', spaces: { shop: {} } });
  const client = await RawWebsocket.connect(relay.url);
  client.sendAll(Array.from({ length: 2000 }, () => '3'));
  await client.closed();
});
