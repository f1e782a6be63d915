import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import type { HistoryPage } from '../../protocol/events.js';
import type { Page } from '../../protocol/messages.js';
import type { Client } from '../support/client.js';
import { folderOf } from '../support/folder.js';
import { startRelay } from '../support/relay.js';

async function roomOf(
  t: TestContext,
  count: number,
  textOf = (index: number) => `${index}`,
): Promise<Client> {
  const relay = await startRelay(t, { rate: 'off' });
  const ada = await relay.join('lobby', 'Ada');
  await Promise.all(Array.from({ length: count }, (_, index) => ada.send(textOf(index + 1))));
  return ada;
}

const seqs = ({ messages }: { messages: { seq: number }[] }) => messages.map(({ seq }) => seq);
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

test('history goes back page by page to the beginning', async t => {
  const ada = await roomOf(t, 25);
  const history = (before: number) =>
    ada.askFor<HistoryPage>('history', { room: 'lobby', before, limit: 10 });
  const pages = [await history(21), await history(11), await history(1)];
  assert.deepEqual(pages.map(seqs), [range(11, 20), range(1, 10), []]);
  assert.deepEqual(
    pages.map(({ complete }) => complete),
    [false, true, true],
  );
});

test('history goes forward, and around a message', async t => {
  const ada = await roomOf(t, 25);
  const history = (asked: object) =>
    ada.askFor<HistoryPage>('history', { room: 'lobby', limit: 10, ...asked });
  const after = await history({ after: 20 });
  assert.deepEqual([seqs(after), after.complete], [range(21, 25), true]);
  const around = await history({ around: 12 });
  assert.deepEqual([seqs(around), around.complete], [range(7, 16), false]);
});

test('history without a place is the newest, and with two is refused', async t => {
  const ada = await roomOf(t, 25);
  const newest = await ada.askFor<HistoryPage>('history', { room: 'lobby', limit: 10 });
  assert.deepEqual([seqs(newest), newest.complete], [range(16, 25), false]);
  const both = await ada.ask('history', { room: 'lobby', before: 9, after: 3 });
  assert.deepEqual(both, { ok: false, refusal: 'bad-request' });
});

test('catching up is paged, each page going on where the last one ended', async t => {
  const ada = await roomOf(t, 25);
  const { epoch } = await ada.join('lobby');
  const since = (rev: number) => ada.askFor<Page>('since', { room: 'lobby', epoch, rev, limit: 10 });
  const pages = [await since(0), await since(10), await since(20), await since(25)];
  assert.deepEqual(pages.map(seqs), [range(1, 10), range(11, 20), range(21, 25), []]);
  assert.deepEqual(
    pages.map(page => [page.after, page.rev, page.head, page.complete]),
    [
      [0, 10, 25, false],
      [10, 20, 25, false],
      [20, 25, 25, true],
      [25, 25, 25, true],
    ],
  );
});

test('page holds at most 200 messages', async t => {
  const ada = await roomOf(t, 250);
  const page = await ada.join('lobby', { limit: 9999 });
  assert.deepEqual([seqs(page), page.complete], [range(51, 250), false]);
});

test('page holds at most 256 kB', async t => {
  const ada = await roomOf(t, 100, () => '漢'.repeat(4000));
  const page = await ada.join('lobby', { limit: 200 });
  assert.ok(Buffer.byteLength(JSON.stringify(page.messages)) <= 256 * 1024);
  assert.ok(page.messages.length >= 10);
  assert.equal(page.complete, false);
});

test('what was asked for and is gone is called a gap, and the page starts afresh', async t => {
  const database = `sqlite:${join(folderOf(t), 'chat.db')}`;
  const before = await startRelay(t, { rate: 'off', database });
  const writer = await before.join('lobby', 'Ada');
  await Promise.all(range(1, 25).map(index => writer.send(`${index}`)));
  await before.relay.close();
  const ada = await (await startRelay(t, { database, retention: '10' })).join('lobby', 'Ada');
  const { epoch } = ada.joined;
  const since = (rev: number) => ada.askFor<Page>('since', { room: 'lobby', epoch, rev, limit: 5 });
  const cut = await since(14);
  assert.deepEqual([cut.gap, seqs(cut)], [true, range(21, 25)]);
  const whole = await since(15);
  assert.deepEqual([whole.gap, seqs(whole)], [false, range(16, 20)]);
});

test('a room and its life survive a restart of the relay', async t => {
  const database = `sqlite:${join(folderOf(t), 'chat.db')}`;
  const before = await startRelay(t, { database });
  const ada = await before.join('lobby', 'Ada');
  await ada.send('kept');
  const { epoch, head } = await ada.join('lobby');
  await before.relay.close();
  const after = await startRelay(t, { database });
  const bob = await after.join('lobby', 'Bob');
  assert.deepEqual([bob.joined.epoch, bob.joined.head], [epoch, head]);
  assert.equal(bob.joined.messages[0]?.message, 'kept');
});

test('another epoch, or a revision that never was, starts afresh without a gap', async t => {
  const ada = await roomOf(t, 3);
  const { epoch } = await ada.join('lobby');
  for (const position of [
    { epoch: 'another', rev: 2 },
    { epoch, rev: 4 },
  ]) {
    const page = await ada.askFor<Page>('since', { room: 'lobby', ...position });
    assert.deepEqual([page.epoch, page.gap, seqs(page)], [epoch, false, [1, 2, 3]]);
  }
});
