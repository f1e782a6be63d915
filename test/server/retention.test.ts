import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { readOptions, type RelayOptions } from '../../server/options.js';
import { retentionRulesOf } from '../../server/retention.js';
import type { Client } from '../support/client.js';
import { folderOf } from '../support/folder.js';
import { startRelay } from '../support/relay.js';

const rulesOf = (options: RelayOptions) => retentionRulesOf(readOptions(options));

const DAY_MS = 86_400_000;

test('a room’s retention wins over its space’s, and that over the relay’s', () => {
  const rules = rulesOf({
    retention: '90d',
    rooms: [{ name: 'news', retention: 'keep' }, 'lobby'],
    spaces: {
      shop: { rooms: [{ name: 'till', retention: '10d 500' }, '*'], retention: '1000' },
      club: { retention: 'keep' },
      plain: {},
    },
  });
  const first = (space: string, room: string) => {
    const found = rules.find(rule => ['*', space].includes(rule.space) && ['*', room].includes(rule.room));
    return [found?.maxAgeMs, found?.maxCount];
  };
  assert.deepEqual(first('', 'news'), [undefined, undefined]);
  for (const room of ['lobby', 'of old']) assert.deepEqual(first('', room), [90 * DAY_MS, undefined]);
  assert.deepEqual(first('shop', 'till'), [10 * DAY_MS, 500]);
  assert.deepEqual(first('shop', 'other'), [undefined, 1000]);
  assert.deepEqual(first('club', 'lobby'), [undefined, undefined]);
  for (const space of ['plain', 'closed']) assert.deepEqual(first(space, 'lobby'), [90 * DAY_MS, undefined]);
});

test('a wrong retention is named with its place and what would be right', () => {
  const rooms = [
    { name: 'a', retention: 'for ever' },
    { name: 'b', retention: '90d 30d' },
    { name: 'c', retention: 0 },
  ];
  const options = { rooms, spaces: { shop: { retention: '0', rooms: [{ name: 'd', retention: '' }] } } };
  assert.throws(
    () => readOptions(options),
    ({ message }: Error) => {
      for (const place of [
        'rooms[0].retention: "for ever"',
        'rooms[1].retention: "90d 30d"',
        'rooms[2].retention: 0',
        'spaces.shop.retention: "0"',
        'spaces.shop.rooms[0].retention: ""',
      ])
        assert.ok(message.includes(`${place} is not keep, 90d, 10000 (of a room), or 90d 10000`), place);
      return true;
    },
  );
});

/** What a room still has, once that is so many. */
async function textsOnceThereAre(count: number, client: Client, room: string): Promise<string[]> {
  for (;;) {
    const { messages } = await client.join(room);
    if (messages.length === count) return messages.map(({ message }) => message);
    assert.ok(messages.length > count, `${room} has lost too much`);
  }
}

/** Four messages two days old and two new ones in each room. */
async function write(t: TestContext, client: Client, rooms: string[]): Promise<void> {
  const sendAll = async (...texts: string[]) => {
    for (const room of rooms) for (const text of texts) await client.send(text, { room });
  };
  for (const room of rooms) await client.join(room);
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() - 2 * DAY_MS });
  await sendAll('1', '2', '3', '4');
  t.mock.timers.reset();
  await sendAll('5', '6');
}

test('each room of a running relay keeps what is said of it', { timeout: 30_000 }, async t => {
  const options: RelayOptions = { rate: 'off', database: `sqlite:${join(folderOf(t), 'chat.db')}` };
  const before = await startRelay(t, { ...options, spaces: { shop: { rate: 'off' } } });
  await write(t, await before.connect(), ['news', 'team/red', 'other']);
  await write(t, await before.connect({ space: 'shop' }), ['till', 'help']);
  await before.relay.close();
  const relay = await startRelay(t, {
    ...options,
    retention: '3',
    rooms: [{ name: 'news', retention: 'keep' }, { name: 'team/*', retention: '1d' }, '*'],
    spaces: { shop: { rate: 'off', rooms: [{ name: 'till', retention: '5' }, '*'], retention: '1d 1' } },
  });
  const ada = await relay.connect();
  const bob = await relay.connect({ space: 'shop' });
  assert.deepEqual(await textsOnceThereAre(1, bob, 'help'), ['6']);
  assert.deepEqual(await textsOnceThereAre(5, bob, 'till'), ['2', '3', '4', '5', '6']);
  assert.deepEqual(await textsOnceThereAre(2, ada, 'team/red'), ['5', '6']);
  assert.deepEqual(await textsOnceThereAre(3, ada, 'other'), ['4', '5', '6']);
  // The relay goes through its rooms in the order in which they were first written in: it is past this one.
  assert.equal((await ada.join('news')).messages.length, 6);
});
