import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ledger } from '../../demo/break-it/ledger.js';
import { verdictOf } from '../../demo/break-it/verdict.js';
import type { UserMessage } from '../../protocol/messages.js';

const own = (seq: number, text: string, id = `id-${seq}`) =>
  ({ id, seq, rev: seq, message: text, from: { id: 'me', name: 'Me' } }) as UserMessage;

test('the ledger tells what is lost and what is there twice', () => {
  const ledger = new Ledger([own(1, 'before')]);
  const view = { myId: 'me', isOnline: true, now: 0 };
  for (const text of ['one', 'two', 'three']) ledger.send(text, true);
  for (const message of [own(2, 'one'), own(3, 'two'), own(4, 'three')]) ledger.confirm(message, 0);
  const messages = [own(1, 'before'), own(2, 'one'), own(2, 'one')];
  assert.deepEqual(ledger.count({ ...view, messages }), {
    sent: 3,
    confirmed: 3,
    shown: 1,
    lost: 0,
    twice: 1,
    failed: 0,
  });
  messages.splice(2, 1, own(4, 'three'), own(5, 'one', 'other'));
  assert.deepEqual(ledger.count({ ...view, messages }), {
    sent: 3,
    confirmed: 3,
    shown: 3,
    lost: 1,
    twice: 1,
    failed: 0,
  });
});

test('what is confirmed and not shown is lost once there was time', () => {
  const ledger = new Ledger();
  ledger.send('one');
  ledger.confirm(own(1, 'one'), 0);
  const lost = (now: number, isOnline = true) =>
    ledger.count({ messages: [], myId: 'me', isOnline, now }).lost;
  assert.deepEqual([lost(0), lost(9000), lost(11_000), lost(20_000, false), lost(21_000)], [0, 0, 1, 0, 0]);
});

test('what a reload had left waiting counts as sent once it is', () => {
  const ledger = new Ledger([own(1, 'before')]);
  ledger.confirm(own(2, 'typed before'), 0);
  const messages = [own(1, 'before'), own(2, 'typed before')];
  const { sent, confirmed, shown } = ledger.count({ messages, myId: 'me', isOnline: true, now: 0 });
  assert.deepEqual([sent, confirmed, shown], [1, 1, 1]);
});

test('the verdict says what the counts mean', () => {
  const none = { sent: 0, confirmed: 0, shown: 0, lost: 0, twice: 0, failed: 0 };
  assert.match(verdictOf(none), /Nothing was sent yet/);
  assert.match(verdictOf({ ...none, sent: 5, confirmed: 2, shown: 2 }), /^3 on the way/);
  assert.match(verdictOf({ ...none, sent: 5, confirmed: 5, shown: 4 }), /just arriving/);
  assert.match(
    verdictOf({ ...none, sent: 5, confirmed: 4, shown: 4, failed: 1 }),
    /All 4 arrived.* 1 could not/,
  );
  assert.match(verdictOf({ ...none, sent: 5, confirmed: 5, shown: 5, lost: 1 }), /must not happen/);
});
