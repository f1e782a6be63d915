import assert from 'node:assert/strict';
import { after, before, test, type TestContext } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { Client } from '../support/client.js';
import { launchChromium } from '../support/browser.js';
import { openHostPage } from '../support/host-page.js';
import { startRelay } from '../support/relay.js';

let browser: Browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser.close());

const TEXTS = ['one', 'two', 'three', 'four', 'five'];
const TOO_FAST = 'Too fast. Please wait a moment.';

/** A page on a relay that takes one message a second, two at once; and someone who listens. */
async function openSlowRoom(t: TestContext): Promise<{ page: Page; bob: Client }> {
  const relay = await startRelay(t, { rate: '1/1s burst 2' });
  const { page } = await openHostPage(
    t,
    browser,
    `<body><script src="${relay.url}awesome-chat.js"></script>`,
  );
  await page.getByText('Online', { exact: true }).waitFor();
  return { page, bob: await relay.join('lobby', 'Bob') };
}

/** Sends the texts one after the other, without the pause that a busy machine would make between keys. */
function sayAll(page: Page): Promise<void> {
  return page.evaluate(texts => {
    const chat = document.querySelector('awesome-chat')!;
    for (const text of texts) void chat.send(text);
  }, TEXTS);
}

/** What somebody hears, up to the last of the texts. */
async function heardBy({ messages }: Client): Promise<string[]> {
  await messages.nextThat(({ message }) => message === TEXTS.at(-1));
  return messages.all.map(({ message }) => message);
}

const shown = (page: Page) =>
  page.evaluate(() => document.querySelector('awesome-chat')!.messages.map(({ message }) => message));

test('who writes faster than allowed is told to wait, and all of it arrives in order', async t => {
  const { page, bob } = await openSlowRoom(t);
  const isTold = [TOO_FAST, 'Sending…'].map(words =>
    page.getByRole('log').getByText(words).first().waitFor(),
  );
  await sayAll(page);
  await Promise.all(isTold);
  assert.deepEqual(await heardBy(bob), TEXTS);
  for (const words of [TOO_FAST, 'Sending…', 'Not sent.'])
    await page.getByRole('log').getByText(words).first().waitFor({ state: 'hidden' });
  assert.deepEqual(await shown(page), TEXTS);
});

test('what waits because it was too fast is sent after a reload, once and in order', async t => {
  const { page, bob } = await openSlowRoom(t);
  await sayAll(page);
  await page.getByRole('log').getByText(TOO_FAST).first().waitFor();
  await page.reload();
  assert.deepEqual(await heardBy(bob), TEXTS);
  await page.getByText('five', { exact: true }).first().waitFor();
  assert.deepEqual(await shown(page), TEXTS);
});
