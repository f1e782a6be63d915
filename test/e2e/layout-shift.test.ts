import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../support/browser.js';
import { openHostPage } from '../support/host-page.js';
import { startRelay } from '../support/relay.js';

/** Several times what a longer word in the header moves, each time it does; a row of the log that moves is ten times more. */
const MOST = 0.008;

let browser: Browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser.close());

test('what was said stays where it first appears', async t => {
  const relay = await startRelay(t, { rate: 'off' });
  const ada = await relay.join('lobby', 'Ada');
  for (let count = 1; count <= 50; count++) await ada.send(`message ${count}`);
  const watch = `
    window.shift = 0;
    new PerformanceObserver(list => list.getEntries().forEach(({ value }) => (window.shift += value)))
      .observe({ type: 'layout-shift', buffered: true });`;
  const html = `<!doctype html><body><script>${watch}</script><script src="${relay.url}awesome-chat.js"></script>`;
  const { page } = await openHostPage(t, browser, html);
  await page.getByRole('log').getByText('message 50').waitFor();
  for (let count = 51; count <= 60; count++) await ada.send(`message ${count}`);
  await page.getByRole('log').getByText('message 60').waitFor();
  // Two frames later the browser has told of the last one.
  await page.evaluate(
    () => new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
  const shift = await page.evaluate(() => (window as unknown as { shift: number }).shift);
  assert.ok(shift < MOST, `everything moved by ${shift}`);
});
