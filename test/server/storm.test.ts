import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { BOUNDS, Room } from '../../server/room.js';
import { Committer } from '../../server/store/committer.js';
import type { Store } from '../../server/store/store.js';
import { startSockets } from '../support/sockets.js';
import { openStore } from '../support/store.js';
import { draft } from './store/contract.js';

const CLIENTS = 100;
const lobby = { space: '', room: 'lobby' };

/** A store that holds messages, and notes what is read from it. */
async function openNotedStore(t: TestContext, messages: number) {
  const store = await openStore(t);
  await store.append(Array.from({ length: messages }, (_, index) => draft(`message ${index}`)));
  const { epoch } = await store.open(lobby, 1);
  const reads: string[] = [];
  const noted = <A extends unknown[], R>(name: string, read: (...args: A) => R) => {
    return (...args: A) => (reads.push(name), read(...args));
  };
  const reader: Pick<Store, 'open' | 'changesAfter' | 'history' | 'select'> = {
    open: noted('open', store.open),
    changesAfter: noted('changesAfter', store.changesAfter),
    select: noted('select', store.select),
    history: noted('history', store.history),
  };
  return { reader, committer: new Committer(store, () => {}), epoch, reads };
}

for (const [how, rev] of [
  ['for the first time', undefined],
  ['with the same gap', 250],
] as const) {
  test(`a hundred who come at once ${how} into a room not in memory cost one read`, async t => {
    const { reader, committer, epoch, reads } = await openNotedStore(t, 300);
    const { connect } = await startSockets(t, { store: reader, committer });
    const clients = await Promise.all(Array.from({ length: CLIENTS }, connect));
    const request = rev ? { since: { epoch, rev } } : {};
    const pages = await Promise.all(clients.map(client => client.join('lobby', request)));
    assert.ok(pages.every(({ messages, head }) => messages.length === 50 && head === 300));
    assert.deepEqual(reads, ['open']);
  });
}

test('those who come at once from further back than is in memory share the read of it, too', async t => {
  const { reader: store, committer, epoch, reads } = await openNotedStore(t, 300);
  const outlet = { deliver() {}, tell() {} };
  const presence = { namedUpTo: 50, graceMs: 0, foldMs: 0 };
  const bounds = { ...BOUNDS, recent: 100 };
  const room = new Room(lobby, { bounds, outlet, presence, store, committer, report: console.error });
  const coming = Array.from({ length: CLIENTS }, () => room.pageSince({ epoch, rev: 10 }));
  for (const { messages } of await Promise.all(coming)) assert.equal(messages[0]?.seq, 11);
  assert.deepEqual(reads, ['open', 'changesAfter']);
});
