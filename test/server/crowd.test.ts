import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { RawWebsocket } from '../support/raw.js';
import { startRelay, type TestRelay } from '../support/relay.js';

const PEOPLE = 1000;
/** Fewer than the system lets wait for a server to take them. */
const AT_A_TIME = 100;
/** Comings and goings within this are one packet. */
const FOLD_MS = 500;
/** Who is gone may come back for 4 s. Who is only missed once pings fail is so after 20 s and more. */
const COUNTED_WITHIN_MS = 10_000;

async function connectAll(t: TestContext, relay: TestRelay): Promise<RawWebsocket[]> {
  const crowd: RawWebsocket[] = [];
  t.after(() => crowd.forEach(client => client.close()));
  while (crowd.length < PEOPLE) {
    const next = Array.from({ length: AT_A_TIME }, () => RawWebsocket.connect(relay.url));
    crowd.push(...(await Promise.all(next)));
  }
  return crowd;
}

const isOfPeople = (text: string) => text.startsWith('42["people",');

async function hearThatThereAre(count: number, crowd: RawWebsocket[]): Promise<void> {
  const tellsIt = (text: string) => isOfPeople(text) && new RegExp(`"count":${count}\\b`).test(text);
  await Promise.all(crowd.map(({ texts }) => texts.nextThat(tellsIt)));
}

test('a thousand who come at once hear a handful of packets of it, and soon that half are gone', async t => {
  const relay = await startRelay(t, { rate: 'off' });
  const crowd = await connectAll(t, relay);
  const began = performance.now();
  for (const client of crowd) client.send('420["join",{"room":"lobby"}]');
  await hearThatThereAre(PEOPLE, crowd);
  const folds = Math.ceil((performance.now() - began) / FOLD_MS);
  const most = Math.max(...crowd.map(({ texts }) => texts.all.filter(isOfPeople).length));
  assert.ok(most <= folds, `${most} packets in ${folds} times ${FOLD_MS} ms`);
  const [gone, left] = [crowd.slice(0, PEOPLE / 2), crowd.slice(PEOPLE / 2)];
  for (const client of gone) client.close();
  await Promise.all(gone.map(client => client.closed()));
  const closed = performance.now();
  await hearThatThereAre(left.length, left);
  const tookMs = Math.round(performance.now() - closed);
  assert.ok(tookMs < COUNTED_WITHIN_MS, `${tookMs} ms`);
});
