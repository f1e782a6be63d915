import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Changes, Page, UserMessage } from '../../protocol/messages.js';
import { Replica } from '../../protocol/replica.js';

const from = { id: 'ada', name: 'Ada' };
const message = (seq: number, rev = seq): UserMessage => ({
  type: 'userMessage',
  id: `id-${seq}`,
  message: `at ${rev}`,
  seq,
  rev,
  at: rev,
  from,
});
const packet = (after: number, ...messages: UserMessage[]): Changes => ({
  room: 'lobby',
  after,
  rev: messages.at(-1)!.rev,
  messages,
});
const page = (given: Partial<Page>): Page => {
  const messages = given.messages ?? [];
  const rev = given.rev ?? messages.at(-1)?.rev ?? 0;
  return {
    room: 'lobby',
    epoch: 'e',
    after: 0,
    rev,
    head: rev,
    complete: true,
    gap: false,
    messages,
    ...given,
  };
};
const seqs = (replica: Replica) => replica.messages.map(({ seq }) => seq);

function joined(...messages: UserMessage[]): Replica {
  const replica = new Replica('lobby');
  replica.take(page({ messages }), undefined);
  return replica;
}

test('packets before the first page are held back, and follow it', () => {
  const replica = new Replica('lobby');
  assert.deepEqual(replica.apply(packet(1, message(2))), []);
  const changed = replica.take(page({ messages: [message(1)] }), undefined);
  assert.deepEqual(
    changed.map(({ seq }) => seq),
    [1, 2],
  );
});

test('a hole is noticed with the next packet, and closed by what `since` brings', () => {
  const replica = joined(message(1));
  replica.apply(packet(2, message(3)));
  assert.deepEqual([seqs(replica), replica.wants], [[1], { epoch: 'e', rev: 1 }]);
  replica.take(page({ after: 1, messages: [message(2), message(3)] }), replica.wants);
  assert.deepEqual([seqs(replica), replica.wants], [[1, 2, 3], undefined]);
});

test('a hole between a page and the packets held back meanwhile is noticed at once', () => {
  const replica = joined(message(1));
  replica.hold();
  replica.apply(packet(2, message(3)));
  replica.take(page({ after: 1, rev: 1 }), { epoch: 'e', rev: 1 });
  assert.deepEqual(replica.wants, { epoch: 'e', rev: 1 });
});

test('a page that is not the last makes it ask on', () => {
  const replica = joined(message(1));
  replica.hold();
  replica.take(page({ after: 1, messages: [message(2)], head: 3, complete: false }), { epoch: 'e', rev: 1 });
  assert.deepEqual(replica.wants, { epoch: 'e', rev: 2 });
});

test('a change of a known message replaces it in its place', () => {
  const replica = joined(message(1), message(2));
  replica.apply(packet(2, message(1, 3)));
  assert.deepEqual(
    replica.messages.map(({ rev }) => rev),
    [3, 2],
  );
});

test('a change of a message older than the known ones only advances the revision', () => {
  const replica = new Replica('lobby');
  replica.take(page({ messages: [message(2)], complete: false }), undefined);
  replica.apply(packet(2, message(1, 3)));
  assert.deepEqual([seqs(replica), replica.position?.rev], [[2], 3]);
});

test('history in an earlier state than what was heard since does not win', () => {
  const replica = new Replica('lobby');
  replica.take(page({ messages: [message(2)], complete: false }), undefined);
  replica.apply(packet(2, message(1, 3)));
  replica.addOlder({ messages: [message(1)], complete: true }, 2);
  assert.deepEqual(
    replica.messages.map(({ rev }) => rev),
    [3, 2],
  );
});

test('after a gap it starts afresh, and says what is missing once history has no more to give', () => {
  const replica = joined(message(1), message(2));
  const asked = replica.position;
  replica.hold();
  replica.take(page({ messages: [message(8)], complete: false, gap: true }), asked);
  assert.deepEqual([seqs(replica), replica.gaps, replica.hasOlder], [[8], [], true]);
  replica.addOlder({ messages: [message(6), message(7)], complete: true }, 8);
  assert.deepEqual(replica.gaps, [{ after: 2, before: 6 }]);
});

test('who knew an empty room, and missed the first messages, is told so', () => {
  const replica = joined();
  replica.hold();
  replica.take(page({ messages: [message(8)], gap: true }), replica.position);
  assert.deepEqual(replica.gaps, [{ after: 0, before: 8 }]);
});

test('a hole that was not filled is still one after the next gap', () => {
  const replica = joined(message(1), message(2));
  replica.take(page({ messages: [message(8)], complete: false, gap: true }), replica.position);
  replica.take(page({ messages: [message(20)], gap: true }), replica.position);
  assert.deepEqual(replica.gaps, [{ after: 2, before: 20 }]);
});

test('what was let go of, and pruned meanwhile, is not missing', () => {
  const replica = joined(message(1));
  const messages = [message(2), message(3)];
  replica.take(page({ after: 0, messages, gap: true }), replica.position);
  replica.forget(1, 0);
  replica.addOlder({ messages: [], complete: true }, 3);
  assert.deepEqual(replica.gaps, []);
});

test('a message that was pruned, and sent again, stands in its new place alone', () => {
  const replica = joined(message(1), message(2));
  replica.apply(packet(2, { ...message(3), id: 'id-1' }));
  assert.deepEqual(seqs(replica), [2, 3]);
});

test('no hole is left where a message was that has another place now', () => {
  const replica = joined(message(9));
  replica.take(page({ rev: 9, gap: true }), replica.position);
  replica.apply(packet(9, message(10)));
  replica.apply(packet(10, message(11)));
  replica.apply(packet(11, { ...message(12), id: 'id-10' }));
  assert.deepEqual([seqs(replica), replica.gaps], [[11, 12], []]);
});

test('a message that was sent again beyond what is known takes nobody else with it when it is loaded', () => {
  const replica = joined(message(1), message(2), message(3), message(4));
  const again = { ...message(5), id: 'id-2' };
  replica.forget(0, 1);
  replica.apply(packet(4, again));
  replica.addNewer({ messages: [message(3), message(4), again], complete: true }, 3, replica.position!);
  assert.deepEqual([seqs(replica), replica.hasNewer], [[1, 3, 4, 5], false]);
});

test('what history has shown is not missing, though no packet brought it', () => {
  const replica = joined(message(1), message(2));
  replica.forget(0, 1);
  const asked = replica.position!;
  replica.addNewer({ messages: [message(1), message(2), message(3)], complete: true }, 1, asked);
  replica.take(page({ messages: [message(4)], gap: true }), asked);
  assert.deepEqual([seqs(replica), replica.gaps], [[4], []]);
});

test('later messages that were pruned before they could be loaded are missing', () => {
  const replica = joined(message(1), message(2));
  replica.forget(0, 1);
  replica.apply(packet(2, message(3)));
  replica.apply(packet(3, message(4)));
  replica.addNewer({ messages: [message(4)], complete: true }, 1, replica.position!);
  assert.deepEqual([seqs(replica), replica.gaps], [[4], [{ after: 2, before: 4 }]]);
});

test('a gap that history fills is none', () => {
  const replica = joined(message(1), message(2));
  const asked = replica.position;
  replica.take(page({ messages: [message(4)], complete: false, gap: true }), asked);
  replica.addOlder({ messages: [message(1), message(2), message(3)], complete: true }, 4);
  assert.deepEqual([seqs(replica), replica.gaps], [[1, 2, 3, 4], []]);
});

test('another epoch, or a relay that knows less than it did, makes it start afresh', () => {
  for (const answer of [
    page({ epoch: 'f', messages: [message(1, 1)] }),
    page({ messages: [message(1, 1)] }),
  ]) {
    const replica = joined(message(1), message(2), message(3));
    const asked = replica.position;
    replica.hold();
    replica.take(answer, asked);
    assert.deepEqual(
      [seqs(replica), replica.position, replica.gaps],
      [[1], { epoch: answer.epoch, rev: 1 }, []],
    );
  }
});

test('a late answer to an earlier life changes nothing', () => {
  const replica = joined(message(1));
  const asked = replica.position;
  replica.take(page({ epoch: 'f', messages: [message(1)] }), asked);
  replica.take(page({ after: 1, messages: [message(2)] }), asked);
  assert.deepEqual([seqs(replica), replica.position], [[1], { epoch: 'f', rev: 1 }]);
});

test('no more than 500 messages are held back; the rest is asked for', () => {
  const replica = joined(message(1));
  for (let seq = 3; seq <= 600; seq++) replica.apply(packet(seq - 1, message(seq)));
  replica.take(page({ after: 1, messages: [message(2)], head: 600, complete: false }), replica.wants);
  assert.ok(replica.messages.length < 500);
  assert.ok(replica.wants);
});

test('packets of other rooms are none of its business', () => {
  const replica = joined(message(1));
  replica.apply({ ...packet(1, message(2)), room: 'kitchen' });
  assert.deepEqual(seqs(replica), [1]);
});
