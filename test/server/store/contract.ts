import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { newId } from '../../support/client.js';
import type {
  Draft,
  Pruned,
  Retention,
  RetentionRule,
  RoomAddress,
  Store,
  Which,
} from '../../../server/store/store.js';

const lobby: RoomAddress = { space: '', room: 'lobby' };
const ada = { id: 'ada', name: 'Ada' };

export function draft(message: string, given: Partial<Draft> = {}): Draft {
  return { ...lobby, id: newId(), message, from: ada, at: 1000, ...given };
}

const texts = ({ messages }: { messages: { message: string }[] }) => messages.map(({ message }) => message);
const numbers = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `${from + index}`);

/** One rule for all rooms. */
const all = (retention: Retention): RetentionRule[] => [{ space: '*', room: '*', ...retention }];

async function pruneAll(store: Store, rules: RetentionRule[], now: number): Promise<Pruned[]> {
  const pruned: Pruned[] = [];
  for (let batch = await store.prune(rules, now); batch.length > 0;) {
    pruned.push(...batch);
    batch = await store.prune(rules, now);
  }
  return pruned;
}

/** What any store must do. `open` gives an empty one of the test's own. */
export function testStore(name: string, open: (t: TestContext) => Promise<Store>): void {
  const storeWith = async (
    t: TestContext,
    count: number,
    given: (index: number) => Partial<Draft> = () => ({}),
  ) => {
    const store = await open(t);
    const drafts = numbers(1, count).map((text, index) => draft(text, given(index + 1)));
    if (count > 0) await store.append(drafts);
    return store;
  };

  test(`${name}: messages take the revisions of their room, one after the other`, async t => {
    const store = await open(t);
    const stored = await store.append([draft('a'), draft('b', { room: 'kitchen' }), draft('c')]);
    assert.deepEqual(
      stored.map(({ isNew, message: { seq, rev } }) => [isNew, seq, rev]),
      [
        [true, 1, 1],
        [true, 1, 1],
        [true, 2, 2],
      ],
    );
    const [next] = await store.append([draft('d')]);
    assert.equal(next?.message.seq, 3);
  });

  test(`${name}: what is read is what was stored`, async t => {
    const store = await open(t);
    const from = { id: 'x', name: "O'Brien <b>", verified: true as const };
    const [stored] = await store.append([draft('漢字 \n "quoted" 👩‍🚀', { from, at: 1_700_000_000_000 })]);
    const { messages } = await store.history(lobby, { before: 2 }, 10);
    assert.deepEqual(messages, [stored!.message]);
    assert.deepEqual(messages[0]!.from, from);
  });

  test(`${name}: a known id gives what is stored under it, and takes no revision`, async t => {
    const store = await open(t);
    const id = newId();
    const [first] = await store.append([draft('first', { id })]);
    const again = await store.append([draft('second', { id }), draft('next')]);
    assert.deepEqual(again[0], { message: first!.message, isNew: false });
    assert.equal(again[1]!.message.seq, 2);
  });

  test(`${name}: one id twice in one batch is one message`, async t => {
    const store = await open(t);
    const id = newId();
    const stored = await store.append([draft('first', { id }), draft('second', { id })]);
    assert.deepEqual(
      stored.map(({ isNew, message }) => [isNew, message.message]),
      [
        [true, 'first'],
        [false, 'first'],
      ],
    );
  });

  test(`${name}: an id is a room's own`, async t => {
    const store = await open(t);
    const id = newId();
    const stored = await store.append([draft('a', { id }), draft('b', { id, room: 'kitchen' })]);
    assert.ok(stored.every(({ isNew }) => isNew));
  });

  test(`${name}: a room of another space is another room`, async t => {
    const store = await storeWith(t, 2);
    await store.append([draft('theirs', { space: 'other' })]);
    assert.deepEqual(texts(await store.history({ space: 'other', room: 'lobby' }, { before: 9 }, 10)), [
      'theirs',
    ]);
    assert.equal((await store.open(lobby, 10)).head, 2);
  });

  test(`${name}: a change takes the next revision and keeps its place`, async t => {
    const store = await open(t);
    const id = newId();
    await store.append([draft('a', { id }), draft('b')]);
    const [changed] = await store.append([draft('A', { id, replaces: true })]);
    assert.deepEqual([changed!.message.seq, changed!.message.rev], [1, 3]);
    const page = await store.changesAfter(lobby, 1, 10);
    assert.deepEqual([texts(page), page.head], [['b', 'A'], 3]);
    assert.deepEqual(texts(await store.history(lobby, { before: 9 }, 10)), ['A', 'b']);
  });

  test(`${name}: what is taken away keeps its place, takes a revision, and leaves no text`, async t => {
    const store = await open(t);
    const id = newId();
    await store.append([draft('a', { id }), draft('b')]);
    const nobody = { id: 'ada', name: '' };
    const gone = { id, from: nobody, replaces: true, removed: true } as const;
    const [removed] = await store.append([draft('', gone)]);
    assert.deepEqual(removed, {
      message: { ...removed!.message, seq: 1, rev: 3, message: '', removed: true },
      isNew: true,
    });
    const { messages } = await store.history(lobby, { before: 9 }, 10);
    assert.deepEqual(messages[0], removed.message);
    assert.deepEqual([messages[0].from, messages[1]!.removed], [nobody, undefined]);
    const page = await store.changesAfter(lobby, 2, 10);
    assert.deepEqual(page.messages, [removed.message]);
  });

  test(`${name}: what is not there cannot be taken away`, async t => {
    const store = await storeWith(t, 1);
    const [unknown] = await store.append([draft('', { replaces: true, removed: true })]);
    assert.equal(unknown!.isNew, false);
    const { messages, head } = await store.open(lobby, 10);
    assert.deepEqual([texts({ messages }), head], [['1'], 1]);
  });

  test(`${name}: messages are found by id, and by who wrote them since a time`, async t => {
    const bob = { id: 'bob', name: 'Bob' };
    const store = await storeWith(t, 40, index => ({ at: index * 10, from: index % 4 ? ada : bob }));
    const { messages } = await store.history(lobby, { before: 99 }, 99);
    const found = async (which: Which, room = lobby) =>
      (await store.select(room, which)).map(({ seq }) => seq);
    assert.deepEqual(await found({ id: messages[6]!.id }), [7]);
    assert.deepEqual(await found({ id: newId() }), []);
    for (const since of [0, 1, 10, 200, 201, 400, 401]) {
      const expected = [4, 8, 12, 16, 20, 24, 28, 32, 36, 40].filter(index => index * 10 >= since);
      assert.deepEqual(await found({ person: 'bob', since }), expected, `since ${since}`);
    }
    const gone = { id: messages[39]!.id, from: bob, replaces: true, removed: true } as const;
    await store.append([draft('', gone)]);
    assert.deepEqual(await found({ person: 'bob', since: 350 }), [36]);
    assert.deepEqual(await found({ id: messages[39]!.id }), []);
    assert.deepEqual(await found({ person: 'bob', since: 0 }, { space: '', room: 'nowhere' }), []);
    assert.deepEqual(await found({ traceOf: 'bob' }), [4, 8, 12, 16, 20, 24, 28, 32, 36, 40]);
    await store.append([draft('', { ...gone, from: { id: 'bob', name: '' } })]);
    assert.deepEqual(await found({ traceOf: 'bob' }), [4, 8, 12, 16, 20, 24, 28, 32, 36]);
  });

  test(`${name}: an unknown room is empty`, async t => {
    const store = await open(t);
    const room = await store.open({ space: '', room: 'nowhere' }, 10);
    assert.deepEqual([room.head, room.prunedRev, room.messages, room.complete], [0, 0, [], true]);
  });

  test(`${name}: history goes back, forward and around`, async t => {
    const store = await storeWith(t, 25);
    const before = await store.history(lobby, { before: 21 }, 10);
    assert.deepEqual([texts(before), before.complete, before.head], [numbers(11, 20), false, 25]);
    const first = await store.history(lobby, { before: 11 }, 10);
    assert.deepEqual([texts(first), first.complete], [numbers(1, 10), true]);
    const after = await store.history(lobby, { after: 20 }, 10);
    assert.deepEqual([texts(after), after.complete], [numbers(21, 25), true]);
    assert.deepEqual(texts(await store.history(lobby, { around: 12 }, 10)), numbers(7, 16));
  });

  test(`${name}: changes come in pages that say whether there are more`, async t => {
    const store = await storeWith(t, 25);
    const page = await store.changesAfter(lobby, 5, 10);
    assert.deepEqual([texts(page), page.complete], [numbers(6, 15), false]);
    const last = await store.changesAfter(lobby, 15, 10);
    assert.deepEqual([texts(last), last.complete], [numbers(16, 25), true]);
  });

  test(`${name}: a page holds at most 256 kB`, async t => {
    const store = await open(t);
    await store.append(Array.from({ length: 60 }, () => draft('漢'.repeat(4000))));
    const page = await store.history(lobby, { before: 99 }, 60);
    assert.ok(Buffer.byteLength(JSON.stringify(page.messages)) <= 256 * 1024);
    assert.equal(page.complete, false);
    assert.equal(page.messages.at(-1)?.seq, 60);
  });

  test(`${name}: opening a room tells from where on all changes are in the page`, async t => {
    const store = await storeWith(t, 10);
    assert.equal((await store.open(lobby, 20)).coveredRev, 0);
    assert.equal((await store.open(lobby, 4)).coveredRev, 6);
    const { messages } = await store.history(lobby, { before: 3 }, 1);
    await store.append([draft('changed', { id: messages[0]!.id, replaces: true }), draft('12')]);
    assert.equal((await store.open(lobby, 4)).coveredRev, 11);
  });

  test(`${name}: the oldest go when there are too many, and their revisions stay taken`, async t => {
    const store = await storeWith(t, 10);
    const pruned = await store.prune(all({ maxCount: 4 }), 0);
    assert.deepEqual(pruned, [{ ...lobby, prunedRev: 6, prunedSeq: 6 }]);
    assert.deepEqual(await store.prune(all({ maxCount: 4 }), 0), []);
    const room = await store.open(lobby, 20);
    assert.deepEqual([texts(room), room.head, room.prunedRev], [numbers(7, 10), 10, 6]);
    await store.prune(all({ maxCount: 0 }), 0);
    const [next] = await store.append([draft('next')]);
    assert.equal(next!.message.seq, 11);
  });

  test(`${name}: what is too old goes, room by room`, async t => {
    const store = await storeWith(t, 6, index => ({
      at: index * 100,
      room: index % 2 ? 'lobby' : 'kitchen',
    }));
    const pruned = await pruneAll(store, all({ maxAgeMs: 300 }), 600);
    assert.deepEqual(pruned.map(({ room, prunedSeq }) => [room, prunedSeq]).sort(), [
      ['kitchen', 1],
      ['lobby', 1],
    ]);
  });

  test(`${name}: of the rules that fit a room, the first says what is kept of it`, async t => {
    const store = await open(t);
    const rooms = ['lobby', 'team/red', 'team/blue', 'team', 'Lobby'].map(room => ({ space: '', room }));
    rooms.push({ space: 'shop', room: 'lobby' }, { space: 'closed', room: 'lobby' });
    for (const room of rooms)
      await store.append(numbers(1, 6).map((text, index) => draft(text, { ...room, at: 100 * (index + 1) })));
    const rules = [
      { space: '', room: 'team/red', maxCount: 1, maxAgeMs: 1000 },
      { space: '', room: 'team/*', maxAgeMs: 350 },
      { space: '', room: 'lobby' },
      { space: 'shop', room: '*', maxCount: 3 },
      { space: '', room: '*', maxCount: 4 },
      { space: '*', room: '*', maxCount: 5 },
    ];
    await pruneAll(store, rules, 700);
    const kept = await Promise.all(rooms.map(async room => (await store.open(room, 10)).messages.length));
    assert.deepEqual(kept, [6, 1, 3, 4, 4, 3, 5]);
  });

  test(`${name}: what no rule fits is kept`, async t => {
    const store = await storeWith(t, 6);
    assert.deepEqual(await store.prune([], 1000), []);
    assert.deepEqual(await store.prune([{ space: '*', room: 'kitchen', maxCount: 1 }], 1000), []);
  });

  test(`${name}: pruning takes small batches`, async t => {
    const store = await storeWith(t, 1200);
    const sizes = [];
    for (let count = 1200; count > 100;) {
      await store.prune(all({ maxCount: 100 }), 0);
      const left = 1200 - (await store.open(lobby, 1)).prunedRev;
      sizes.push(count - left);
      count = left;
    }
    assert.deepEqual(sizes, [500, 500, 100]);
  });
}
