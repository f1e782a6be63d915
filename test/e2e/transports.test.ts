import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { createRelay } from '../../server/relay.js';
import { launchChromium } from '../support/browser.js';
import { openHostPage } from '../support/host-page.js';
import { startRelay, type TestRelay } from '../support/relay.js';

let browser: Browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser.close());

const welcome = (page: Page) => page.getByText('Welcome to the most interesting chat room on earth!');
const pageWith = ({ url }: TestRelay, before = '') =>
  `<!doctype html><body><script>${before}</script><script src="${url}awesome-chat.js"></script>`;

async function talk(page: Page, { join }: TestRelay): Promise<void> {
  const bob = await join('lobby', 'Bob');
  await bob.send('Hello from Bob');
  await page.getByRole('log').getByText('Hello from Bob').waitFor();
  await page.getByRole('textbox', { name: /message/i }).fill('Hello, Bob');
  await page.keyboard.press('Enter');
  await bob.messages.nextThat(({ message }) => message === 'Hello, Bob');
}

for (const [how, socket] of [
  ['get no answer', 'class { close() {} }'],
  ['end at once', 'class { constructor() { setTimeout(() => this.onerror({})); } close() {} }'],
]) {
  test(`where websockets ${how}, the chat goes over polling`, async t => {
    const relay = await startRelay(t);
    const { page } = await openHostPage(t, browser, pageWith(relay, `window.WebSocket = ${socket};`));
    await welcome(page).waitFor();
    await talk(page, relay);
  });
}

test('polling gives way to a websocket that works after all', { timeout: 60_000 }, async t => {
  const relay = await startRelay(t);
  const hangOnce = `const Real = WebSocket; let isFirst = true;
    window.WebSocket = function (url) {
      if (!isFirst) return new Real(url);
      isFirst = false;
      this.close = () => {};
    };`;
  const { page } = await openHostPage(t, browser, '<!doctype html>');
  const upgraded = new Promise<void>(resolve => {
    page.on('websocket', socket => {
      // Engine.IO's word for "from now on over here".
      socket.on('framesent', ({ payload }) => payload === '5' && resolve());
    });
  });
  await page.setContent(pageWith(relay, hangOnce));
  await upgraded;
  await talk(page, relay);
});

test('a relay that went away and came back is found again', async t => {
  const relay = await startRelay(t);
  const { page } = await openHostPage(t, browser, pageWith(relay));
  await welcome(page).waitFor();
  await relay.relay.close();
  const again = createRelay({ database: 'sqlite::memory:' });
  t.after(() => again.close());
  await again.listen({ port: relay.port, host: '127.0.0.1' });
  await talk(page, relay);
});
