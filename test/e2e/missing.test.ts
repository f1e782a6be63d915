import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test, type TestContext } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { createRelay, type RelayOptions } from '../../server/relay.js';
import { SqliteStore } from '../../server/store/sqlite.js';
import { launchChromium } from '../support/browser.js';
import { folderOf } from '../support/folder.js';
import { startRelay } from '../support/relay.js';

let browser: Browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser.close());

/** More than a page holds. */
const MISSED = 260;

const missing = (page: Page) => page.getByText('Some messages are missing here');

/** A page that was away for `MISSED` messages, and comes back to a relay that kept `kept` of the room. */
async function comeBackTo(t: TestContext, kept: number): Promise<Page> {
  const file = join(folderOf(t), 'chat.db');
  const database = `sqlite:${file}`;
  const first = await startRelay(t, { demo: true, database });
  const page = await browser.newPage();
  t.after(() => page.close());
  await page.goto(first.url);
  await (await first.join('lobby', 'Bob')).send('seen');
  await page.getByText('seen', { exact: true }).waitFor();
  await first.relay.close();
  const meanwhile = await startRelay(t, { database, rate: 'off' });
  const bob = await meanwhile.join('lobby', 'Bob');
  for (let count = 0; count < MISSED; count++) await bob.send(`missed ${count}`);
  await meanwhile.relay.close();
  await cut(file, kept);
  await listen(t, first.port, { database, retention: `${kept}` });
  await page.getByText(`missed ${MISSED - 1}`, { exact: true }).waitFor();
  return page;
}

/** Cuts what is too much before anyone comes: a relay does so in its own time. */
async function cut(file: string, maxCount: number): Promise<void> {
  const store = new SqliteStore(file);
  await store.start();
  const rules = [{ space: '*', room: '*', maxCount }];
  for (let batch = [{}]; batch.length > 0;) batch = await store.prune(rules, Date.now());
  await store.close();
}

async function listen(t: TestContext, port: number, options: RelayOptions): Promise<void> {
  const relay = createRelay({ demo: true, ...options });
  t.after(() => relay.close());
  await relay.listen({ port, host: '127.0.0.1' });
}

async function scrollUp(page: Page): Promise<void> {
  await page.getByRole('log').evaluate(log => (log.scrollTop = 0));
}

test('what the relay has kept fills the hole: nothing is said to be missing', async t => {
  const page = await comeBackTo(t, 1000);
  await scrollUp(page);
  await page.getByText('This is where the conversation begins.').waitFor();
  assert.equal(await page.getByText(/^missed \d+$/).count(), MISSED);
  assert.equal(await missing(page).count(), 0);
});

test('where messages are gone for good it is said, between what was seen and what is left', async t => {
  const page = await comeBackTo(t, 230);
  assert.equal(await missing(page).count(), 0, 'what the relay may still have is not missing yet');
  await scrollUp(page);
  await missing(page).waitFor();
  assert.equal(await page.getByText(/^missed \d+$/).count(), 230);
  assert.equal(await page.getByText('This is where the conversation begins.').count(), 0);
});
