import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../support/browser.js';
import { openHostPage } from '../support/host-page.js';
import { startProxy, type UpgradeHandling } from '../support/proxy.js';
import { startRelay } from '../support/relay.js';

let browser: Browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser.close());

const HANDLINGS: [how: string, handling: UpgradeHandling][] = [
  ['refuses websockets', 403],
  ['never answers websockets', 'hang'],
];

for (const [how, handling] of HANDLINGS) {
  test(`widget behind a proxy that ${how} talks over polling`, async t => {
    const relay = await startRelay(t);
    const proxy = await startProxy(t, relay.url, handling);
    const html = `<!doctype html><body><script src="${proxy.url}awesome-chat.js"></script>`;
    const { page } = await openHostPage(t, browser, html);
    await page.getByText('Welcome to the most interesting chat room on earth!').waitFor();
    const bob = await relay.join('lobby', 'Bob');
    await bob.send('Hello from Bob');
    await page.getByRole('log').getByText('Hello from Bob').waitFor();
    await page.getByRole('textbox', { name: /message/i }).fill('Hello, Bob');
    await page.keyboard.press('Enter');
    await bob.messages.nextThat(({ message }) => message === 'Hello, Bob');
    assert.ok(proxy.passed.some(path => path.includes('transport=polling')));
  });
}
