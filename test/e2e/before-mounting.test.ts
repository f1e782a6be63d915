import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../support/browser.js';
import { openHostPage } from '../support/host-page.js';
import { startRelay } from '../support/relay.js';

// What a chat waits for before it is mounted, connects, or says what it lacks.

let browser: Browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser.close());

const welcome = (page: Page) => page.getByText('Welcome to the most interesting chat room on earth!');
const chats = (page: Page) => page.locator('awesome-chat');

test('a page that is loaded before anyone wants to see it has no chat yet', async t => {
  const { url } = await startRelay(t);
  const src = `${url}awesome-chat.js`;
  // A browser without a screen does not load pages ahead.
  const before = `let isAhead = true; Object.defineProperty(document, 'prerendering', { get: () => isAhead });`;
  const html = `<!doctype html><body><script>${before}</script><script src="${src}"></script><p>text</p>`;
  const { page } = await openHostPage(t, browser, html);
  await page.getByText('text').waitFor();
  assert.equal(await chats(page).count(), 0);
  await page.evaluate('isAhead = false; document.dispatchEvent(new Event("prerenderingchange"))');
  await welcome(page).waitFor();
});

test('nor is a chat of the page’s own connected before, nor told what it lacks while the page is read', async t => {
  const { url } = await startRelay(t);
  const before = `let isAhead = true; Object.defineProperty(document, 'prerendering', { get: () => isAhead });`;
  const html = `<!doctype html><body><script>${before}</script><script src="${url}awesome-chat.js"></script>
    <awesome-chat relay="${url}"></awesome-chat><p>text</p>`;
  const { page } = await openHostPage(t, browser, html);
  await page.getByText('text').waitFor();
  await page.waitForFunction(() =>
    document.querySelector('awesome-chat')!.shadowRoot?.querySelector('header'),
  );
  assert.equal(await page.evaluate(() => document.querySelector('awesome-chat')!.status), 'idle');
  await page.evaluate('isAhead = false; document.dispatchEvent(new Event("prerenderingchange"))');
  await welcome(page).waitFor();
});

test('a chat that is there before the page is read does not say that it lacks a relay', async t => {
  const { url } = await startRelay(t);
  const { page } = await openHostPage(t, browser, '<!doctype html><body>');
  await page.evaluate(`
    Object.defineProperty(document, 'readyState', { get: () => 'loading', configurable: true });
    document.body.append(document.createElement('awesome-chat'));
  `);
  await page.addScriptTag({ url: `${url}awesome-chat.js` });
  const said = await page.evaluate(async () => {
    const chat = document.querySelector('awesome-chat')!;
    await chat.updateComplete;
    return chat.shadowRoot!.textContent;
  });
  await page.evaluate('delete document.readyState; document.dispatchEvent(new Event("DOMContentLoaded"))');
  assert.doesNotMatch(said, /Set the relay attribute/);
  await welcome(page).waitFor();
});

test('a chat that nobody gives a relay says so once the page is read', async t => {
  const { url } = await startRelay(t);
  for (const layout of ['inline', 'launcher']) {
    const { page } = await openHostPage(t, browser, '<!doctype html><body>');
    await page.evaluate(`
      Object.defineProperty(document, 'readyState', { get: () => 'loading', configurable: true });
      document.body.append(Object.assign(document.createElement('awesome-chat'), { layout: '${layout}' }));
    `);
    // As a bundle does it, which has no tag that names a relay.
    await page.evaluate(
      src =>
        fetch(src)
          .then(response => response.text())
          .then(text => (0, eval)(text)),
      `${url}awesome-chat.js`,
    );
    await page.waitForFunction(() =>
      document.querySelector('awesome-chat')!.shadowRoot?.querySelector('header'),
    );
    assert.equal(await page.getByText(/^Set the relay attribute/).count(), 0);
    await page.evaluate('delete document.readyState; document.dispatchEvent(new Event("DOMContentLoaded"))');
    await page
      .getByText(/^Set the relay attribute/)
      .first()
      .waitFor();
  }
});

test('a launcher of the page’s own needs no address, either, and is there at once', async t => {
  const { url } = await startRelay(t);
  const src = `${url}awesome-chat.js`;
  const html = `<!doctype html><body><awesome-chat layout="launcher"></awesome-chat><script src="${src}"></script>`;
  const { page, complaints } = await openHostPage(t, browser, html);
  await page.getByRole('button', { name: 'Awesome Chat' }).click();
  await welcome(page).waitFor();
  assert.deepEqual(complaints, []);
});
