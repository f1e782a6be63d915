import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../support/browser.js';
import { openHostPage } from '../support/host-page.js';
import { startRelay } from '../support/relay.js';

let browser: Browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser.close());

const ROOMS = [
  { name: 'lobby', title: 'The lobby' },
  { name: 'help', title: 'Help & advice' },
  { name: '*' },
];

test('a room is called by its title, in the header and at its button', async t => {
  const { url } = await startRelay(t, { rooms: ROOMS });
  const html = `<!doctype html><body><awesome-chat rooms="lobby help random"></awesome-chat>
    <script src="${url}awesome-chat.js"></script>`;
  const { page } = await openHostPage(t, browser, html);
  await page.getByRole('heading', { name: 'The lobby' }).waitFor();
  await page.getByRole('button', { name: 'random', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Help & advice', exact: true }).click();
  await page.getByRole('heading', { name: 'Help & advice' }).waitFor();
  await page.getByRole('button', { name: 'random', exact: true }).click();
  await page.getByRole('heading', { name: 'Awesome Chat' }).waitFor();
  await page.getByRole('button', { name: 'The lobby', exact: true }).waitFor();
});

test('the page’s own heading stands instead of a title', async t => {
  const { url } = await startRelay(t, { rooms: ROOMS });
  const html = `<!doctype html><body><script src="${url}awesome-chat.js" data-heading="Our chat"></script>`;
  const { page } = await openHostPage(t, browser, html);
  await page.getByText('Online', { exact: true }).waitFor();
  await page.getByRole('heading', { name: 'Our chat' }).waitFor();
});
