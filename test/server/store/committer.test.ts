import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { Refused } from '../../../protocol/refusals.js';
import { Committer } from '../../../server/store/committer.js';
import type { Draft } from '../../../server/store/store.js';
import { enterRoom, nextOf } from '../../support/chat-room.js';
import { startSockets } from '../../support/sockets.js';
import { openStore } from '../../support/store.js';
import { draft } from './contract.js';

const MAX_WAITING = 10_000;
const lobby = { space: '', room: 'lobby' };

/** A committer with as much waiting as it takes: nothing is stored before the disk goes on. */
async function openFullCommitter(t: TestContext) {
  const store = await openStore(t);
  let goOn = () => {};
  const held = new Promise<void>(resolve => (goOn = resolve));
  const append = async (drafts: Draft[]) => {
    await held;
    return store.append(drafts);
  };
  const committer = new Committer({ append }, () => {});
  const texts = ['in flight', ...Array.from({ length: MAX_WAITING }, (_, index) => `waiting ${index}`)];
  const taken = Promise.all(texts.map(text => committer.commit(draft(text))));
  return { store, committer, texts, taken, goOn };
}

test('a draft beyond the ten thousand that wait is refused as busy, and the others are kept in order', async t => {
  const { store, committer, texts, taken, goOn } = await openFullCommitter(t);
  const refused = new Refused('busy', { retryAfter: 1000 });
  assert.throws(() => committer.commit(draft('one too many')), refused);
  goOn();
  const kept = (await taken).map(({ message }) => [message.seq, message.message]);
  assert.deepEqual(
    kept,
    texts.map((text, index) => [index + 1, text]),
  );
  assert.equal((await committer.commit(draft('afterwards'))).message.seq, texts.length + 1);
  assert.equal((await store.open(lobby, 1)).head, texts.length + 1);
});

test('a text that the busy relay refused is kept by its client, and goes by itself afterwards', async t => {
  const { store, committer, texts, goOn } = await openFullCommitter(t);
  const { url } = await startSockets(t, { store, committer });
  const room = await enterRoom(t, { relay: url });
  const refused = nextOf(room, 'error');
  const sent = room.send('patience');
  assert.deepEqual(await refused, { refusal: 'busy', retryAfter: 1000 });
  goOn();
  const { message, seq } = await sent;
  assert.deepEqual([message, seq], ['patience', texts.length + 1]);
});
