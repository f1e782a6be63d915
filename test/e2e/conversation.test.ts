import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test, type TestContext } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import { createRelay } from '../../server/relay.js';
import { launchChromium } from '../support/browser.js';
import { folderOf } from '../support/folder.js';
import { startRelay } from '../support/relay.js';

let browser: Browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser.close());

/** A window of a browser profile of its own. */
async function openWindow(t: TestContext, url: string): Promise<Page> {
  const context = await browser.newContext();
  t.after(() => context.close());
  const page = await context.newPage();
  await page.goto(url);
  await page.getByText('Welcome to the most interesting chat room on earth!').waitFor();
  return page;
}

const log = (page: Page): Locator => page.getByRole('log');

async function say(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: /message/i }).fill(text);
  await page.getByRole('button', { name: 'Send' }).click();
}

/** What was said, as it stands in the log. */
const texts = (page: Page): Promise<string[]> =>
  page.evaluate(() => document.querySelector('awesome-chat')!.messages.map(({ message }) => message));

test('two people talk in two windows, and a third who comes late sees what was said', async t => {
  const { url } = await startRelay(t, { demo: true });
  const [ada, bob] = [await openWindow(t, url), await openWindow(t, url)];
  await say(ada, 'Hello, is anyone here?');
  await log(bob).getByText('Hello, is anyone here?').waitFor();
  await say(bob, 'I am.');
  await log(ada).getByText('I am.').waitFor();
  const cy = await openWindow(t, url);
  await log(cy).getByText('I am.').waitFor();
  assert.deepEqual(await texts(cy), ['Hello, is anyone here?', 'I am.']);
});

test('each sees their own messages as their own, and the others as theirs', async t => {
  const { url } = await startRelay(t, { demo: true });
  const [ada, bob] = [await openWindow(t, url), await openWindow(t, url)];
  await say(ada, 'mine');
  await log(bob).getByText('mine').waitFor();
  const typeIn = (page: Page) =>
    page.locator('awesome-chat [data-type]').filter({ hasText: 'mine' }).last().getAttribute('data-type');
  assert.deepEqual([await typeIn(ada), await typeIn(bob)], ['myMessage', 'userMessage']);
  // One's own has a tick, once the relay has it.
  await ada.waitForFunction(() => {
    const body = document.querySelector('awesome-chat')!.shadowRoot!.querySelector('.own [part=body]')!;
    return getComputedStyle(body, '::after').content.startsWith('"✓"');
  });
});

test('who was cut off by a restart of the relay sees what was missed, and sends what was typed meanwhile', async t => {
  const database = `sqlite:${join(folderOf(t), 'chat.db')}`;
  const first = await startRelay(t, { demo: true, database });
  const [ada, bob] = [await openWindow(t, first.url), await openWindow(t, first.url)];
  await say(ada, 'before');
  await log(bob).getByText('before').waitFor();
  await first.relay.close();
  await ada
    .getByText(/reconnecting|offline/i)
    .first()
    .waitFor();
  await say(ada, 'meanwhile');
  const second = createRelay({ database, rate: 'off' });
  t.after(() => second.close());
  await second.listen({ port: first.port, host: '127.0.0.1' });
  await log(bob).getByText('meanwhile').waitFor();
  await say(bob, 'after');
  await log(ada).getByText('after').waitFor();
  assert.deepEqual(await texts(ada), ['before', 'meanwhile', 'after']);
  assert.deepEqual(await texts(bob), ['before', 'meanwhile', 'after']);
});
