import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { BOUNDS, type RoomContext } from '../../server/room.js';
import { RoomsInMemory } from '../../server/rooms-in-memory.js';
import { Rooms } from '../../server/rooms.js';
import { startRelay } from '../support/relay.js';

const ada = { id: 'ada', name: 'Ada' };

/** Rooms of two spaces, in a memory that they share. */
function openTwo(t: TestContext, most: number): [Rooms, Rooms] {
  const outlet = { deliver() {}, tell() {} };
  const presence = { namedUpTo: 50, graceMs: 0, foldMs: 0 };
  const context = { outlet, presence } as unknown as RoomContext;
  const memory = new RoomsInMemory({ rooms: most });
  const spaces: [Rooms, Rooms] = [new Rooms(context, '', memory), new Rooms(context, 'shop', memory)];
  t.after(() => spaces.forEach(rooms => rooms.close()));
  return spaces;
}

test('a new room takes the place of the one that is idle longest, whichever space that is of', t => {
  const [here, shop] = openTwo(t, 3);
  const lobby = here.open('lobby');
  const till = shop.open('till');
  shop.open('cellar');
  assert.equal(here.open('lobby'), lobby);
  here.open('kitchen');
  assert.notEqual(shop.open('till'), till);
  assert.equal(here.open('lobby'), lobby);
  assert.deepEqual([here.size, shop.size], [2, 1]);
});

test('where someone is in every room of every space there is no new one, until one is idle', t => {
  const [here, shop] = openTwo(t, 2);
  here.open('lobby').presence.enter(ada);
  const till = shop.open('till');
  till.presence.enter(ada);
  for (const rooms of [here, shop])
    assert.throws(() => rooms.open('new'), { refusal: 'busy', retryAfter: 5000 });
  till.presence.leave(ada, true);
  here.open('new');
  assert.deepEqual([here.size, shop.size], [2, 0]);
});

test('all spaces of a relay have as many rooms in memory as one may have', async t => {
  const relay = await startRelay(t, { rate: 'off', spaces: { shop: { rate: 'off' } } });
  const perClient = 20;
  for (let first = 0; first < BOUNDS.rooms; first += perClient) {
    const shopper = await relay.connect({ space: 'shop' });
    await Promise.all(Array.from({ length: perClient }, (_, room) => shopper.join(`room-${first + room}`)));
  }
  const newcomer = await relay.connect();
  assert.deepEqual(await newcomer.ask('join', { room: 'lobby' }), {
    ok: false,
    refusal: 'busy',
    retryAfter: 5000,
  });
});
