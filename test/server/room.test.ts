import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Changes, UserMessage } from '../../protocol/messages.js';
import { Refused } from '../../protocol/refusals.js';
import type { Connection } from '../../server/connection.js';
import type { Broadcast } from '../../server/direct-frames.js';
import { FanOut } from '../../server/fan-out.js';
import { handleMessage } from '../../server/handlers/message.js';
import { BOUNDS, Room } from '../../server/room.js';
import { Rules } from '../../server/rules.js';
import { Committer } from '../../server/store/committer.js';
import type { Draft } from '../../server/store/store.js';
import { Disk } from '../simulation/disk.js';

const from = { id: 'ada', name: 'Ada' };
const message = (id: string) => ({ id, message: `text of ${id}`, from });
const idsOf = ({ messages }: Pick<Changes, 'messages'>) => messages.map(({ id }) => id);

/** A room on a store that can be told to fail after it has kept something. */
function openRoom({ recent = BOUNDS.recent } = {}) {
  const disk = new Disk('epoch');
  const delivered: Changes[] = [];
  const trouble = { diesAfterCommit: false };
  const store = {
    append: async (drafts: Draft[]) => {
      const { stored } = disk.append(drafts);
      if (trouble.diesAfterCommit) throw new Error('the thread of the store has ended');
      return stored;
    },
    open: async (...args: Parameters<Disk['open']>) => disk.open(...args),
    changesAfter: async (...args: Parameters<Disk['changesAfter']>) => disk.changesAfter(...args),
    select: async (...args: Parameters<Disk['select']>) => disk.select(...args),
    history: async (...args: Parameters<Disk['history']>) => disk.history(...args),
  };
  const room = new Room(
    { space: '', room: 'lobby' },
    {
      bounds: { ...BOUNDS, recent },
      outlet: { deliver: changes => delivered.push(changes), tell: () => {} },
      presence: { namedUpTo: 50, graceMs: 0, foldMs: 0 },
      store,
      committer: new Committer(store, () => {}),
      report: () => {},
    },
  );
  return { room, delivered, trouble };
}

/** Posts what the store keeps without saying so. */
async function postUnsaid({ room, trouble }: ReturnType<typeof openRoom>, id: string): Promise<void> {
  trouble.diesAfterCommit = true;
  await assert.rejects(room.post(message(id)), Refused);
  trouble.diesAfterCommit = false;
}

test('what the store kept without saying so comes before the next message', async () => {
  const lobby = openRoom();
  await lobby.room.post(message('one'));
  await postUnsaid(lobby, 'two');
  await lobby.room.post(message('three'));
  assert.deepEqual(
    lobby.delivered.map(changes => [changes.after, changes.rev, ...idsOf(changes)]),
    [
      [0, 1, 'one'],
      [1, 2, 'two'],
      [2, 3, 'three'],
    ],
  );
});

test('a message that was kept without a word, and is sent again, reaches the others', async () => {
  const lobby = openRoom();
  await lobby.room.post(message('one'));
  await postUnsaid(lobby, 'two');
  assert.equal((await lobby.room.post(message('two'))).seq, 2);
  assert.deepEqual(lobby.delivered.flatMap(idsOf), ['one', 'two']);
});

test('who asks meanwhile is given it as well', async () => {
  const lobby = openRoom();
  await lobby.room.post(message('one'));
  await postUnsaid(lobby, 'two');
  const page = await lobby.room.pageSince({ epoch: 'epoch', rev: 1 });
  assert.deepEqual([idsOf(page), page.head], [['two'], 2]);
});

test('readers hear that they miss something, where it is too much to be told at once', async () => {
  const lobby = openRoom({ recent: 1 });
  await lobby.room.post(message('one'));
  lobby.trouble.diesAfterCommit = true;
  await Promise.allSettled(['two', 'three'].map(id => lobby.room.post(message(id))));
  await lobby.room.find('three');
  assert.deepEqual(lobby.delivered.at(-1), { room: 'lobby', after: 3, rev: 3, messages: [] });
});

test('a message that is taken away is told as a change, and keeps its place', async () => {
  const { room, delivered } = openRoom();
  for (const id of ['one', 'two']) await room.post(message(id));
  assert.deepEqual([await room.remove({ id: 'one' }), await room.remove({ id: 'one' })], [1, 0]);
  const [{ seq, rev, message: text, removed }] = delivered.at(-1)!.messages as [UserMessage];
  assert.deepEqual([seq, rev, text, removed], [1, 3, '', true]);
  const { messages } = await room.history({ room: 'lobby', before: 2 });
  assert.equal(messages[0]?.removed, true);
});

test('all that somebody wrote since a time is taken away, and nothing else', async () => {
  const { room } = openRoom();
  const bob = { id: 'bob', name: 'Bob' };
  for (const id of ['one', 'two']) await room.post(message(id));
  await room.post({ ...message('three'), from: bob });
  assert.equal(await room.remove({ person: 'ada', since: Date.now() + 1000 }), 0);
  assert.equal(await room.remove({ person: 'ada', since: 0 }), 2);
  const page = await room.pageSince({ epoch: 'epoch', rev: 3 });
  assert.deepEqual(idsOf(page), ['one', 'two']);
  assert.ok(page.messages.every(({ removed }) => removed));
});

test('what a packet tells to hold is there: revisions that do not follow go in another one', async () => {
  const packets: Changes[] = [];
  const fanOut = new FanOut((_channel, _event, changes) => packets.push(changes as Changes), []);
  fanOut.deliver({ room: 'lobby', after: 0, rev: 1, messages: [] });
  fanOut.deliver({ room: 'lobby', after: 4, rev: 5, messages: [] });
  fanOut.deliver({ room: 'lobby', after: 5, rev: 6, messages: [] });
  await new Promise(resolve => setImmediate(resolve));
  assert.deepEqual(
    packets.map(({ after, rev }) => [after, rev]),
    [
      [0, 1],
      [4, 6],
    ],
  );
});

test('a long packet is followed by a rest as long, and what is said meanwhile is one packet', async t => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const packets: Changes[] = [];
  let now = 0;
  const broadcast: Broadcast = (_channel, _event, changes) => {
    packets.push(changes as Changes);
    now += 30;
  };
  const fanOut = new FanOut(broadcast, [], () => now);
  const say = async (rev: number, room = 'lobby') => {
    fanOut.deliver({ room, after: rev - 1, rev, messages: [] });
    await new Promise(resolve => setImmediate(resolve));
  };
  const sent = () => packets.map(({ room, after, rev }) => [room, after, rev]);
  await say(1);
  await say(2);
  await say(3);
  await say(1, 'another');
  assert.deepEqual(sent(), [
    ['lobby', 0, 1],
    ['another', 0, 1],
  ]);
  t.mock.timers.tick(29);
  assert.equal(packets.length, 2);
  t.mock.timers.tick(1);
  assert.deepEqual(sent().at(-1), ['lobby', 1, 3]);
  t.mock.timers.tick(30);
  await say(4);
  assert.deepEqual(sent().at(-1), ['lobby', 3, 4]);
});

test('a message whose sender has left the room meanwhile is refused', async () => {
  const { room, delivered } = openRoom();
  const rooms = [room, room];
  const enter = () => {
    const entered = rooms.shift();
    if (!entered) throw new Refused('not-joined');
    return entered;
  };
  const connection = {
    person: from,
    spend() {},
    relay: { rules: new Rules([], () => {}), policies: { of: () => undefined } },
    room: enter,
    roomToWrite: enter,
    keepInMind() {},
    pace: () => () => {},
  };
  const request = { type: 'userMessage', room: 'lobby', ...message('one') } as const;
  await assert.rejects(handleMessage(connection as unknown as Connection, request), {
    refusal: 'not-joined',
  });
  assert.deepEqual(delivered, []);
});
