import assert from 'node:assert/strict';
import { after, before, test, type TestContext } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { RelayOptions } from '../../server/relay.js';
import { axeViolations } from '../support/axe.js';
import { launchChromium } from '../support/browser.js';
import { startRelay, type TestRelay } from '../support/relay.js';

const HOSTILE = '<img src=x onerror="window.isHacked = true"><script>window.isHacked = true</script>';

let browser: Browser;

before(async () => {
  browser = await launchChromium();
});

after(() => browser.close());

async function openPage(t: TestContext, url: string): Promise<Page> {
  const context = await browser.newContext();
  t.after(() => context.close());
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

async function open2013(t: TestContext, options?: RelayOptions): Promise<{ relay: TestRelay; page: Page }> {
  const relay = await startRelay(t, options);
  const page = await openPage(t, `${relay.url}2013`);
  await page.locator('.serverMessage').first().waitFor();
  return { relay, page };
}

async function say(page: Page, text: string): Promise<void> {
  const input = page.getByPlaceholder('Enter your message here');
  await input.fill(text);
  await input.press('Enter');
}

/** What must hold of a page that was shown hostile text: it is there to be read, and nothing was made of it. */
async function assertHarmless(page: Page, log: string): Promise<void> {
  // The widget speaks of it, too.
  await page.locator(log).getByText(HOSTILE).first().waitFor();
  assert.equal(await page.locator(`${log} img, ${log} script`).count(), 0);
  assert.equal(await page.evaluate('window.isHacked'), undefined);
}

test('the page of 2013 welcomes whoever opens it', async t => {
  const { page } = await open2013(t, { welcome: 'Hello & welcome' });
  assert.equal(await page.locator('#messages .serverMessage').first().textContent(), 'Hello & welcome');
  assert.equal(await page.getByRole('status').textContent(), 'Connected');
});

test('the page of 2013 and the widget talk both ways', async t => {
  const { relay, page } = await open2013(t);
  const widget = await openPage(t, relay.url);
  await widget
    .locator('awesome-chat')
    .getByText('Welcome to the most interesting chat room on earth!')
    .waitFor();

  await say(page, 'Hello from 2013');
  await say(widget, 'Hello from today');

  await page.locator('.userMessage', { hasText: 'Hello from today' }).waitFor();
  await page.locator('.myMessage', { hasText: 'Hello from 2013' }).waitFor();
  await widget.getByRole('log').getByText('Hello from 2013').waitFor();
  assert.match((await page.locator('.userMessage .name').textContent())!, /^Guest \d+$/);
});

test('markup sent by the widget is text on the page of 2013', async t => {
  const { relay, page } = await open2013(t);
  const widget = await openPage(t, relay.url);
  await say(widget, HOSTILE);
  await assertHarmless(page, '#messages');
  await assertHarmless(widget, 'awesome-chat');
});

test('markup sent by the page of 2013 is text there and in the widget', async t => {
  const { relay, page } = await open2013(t);
  const widget = await openPage(t, relay.url);
  await widget.locator('awesome-chat').getByText('Welcome to').waitFor();
  await say(page, HOSTILE);
  await assertHarmless(page, '#messages');
  await assertHarmless(widget, 'awesome-chat');
});

test('markup in a name is text on the page of 2013', async t => {
  const { relay, page } = await open2013(t);
  const mallory = await relay.join('lobby', '<img src=x>');
  await mallory.send('hi');
  await page.locator('.name', { hasText: '<img src=x>' }).waitFor();
  await page.locator('.serverMessage', { hasText: '<img src=x> joined' }).waitFor();
  assert.equal(await page.locator('#messages img').count(), 0);
});

test("the tutorial's three types are shown differently", async t => {
  const { relay, page } = await open2013(t);
  const ada = await relay.join('lobby', 'Ada');
  await ada.send('from another');
  await say(page, 'from me');
  await page.locator('.userMessage').waitFor();
  await page.locator('.myMessage').waitFor();
  const look = (selector: string) =>
    page.locator(selector).evaluate(element => {
      const { color, fontStyle } = getComputedStyle(element);
      return `${color} ${fontStyle}`;
    });
  const looks = [
    await look('.serverMessage >> nth=0'),
    await look('.userMessage .name'),
    await look('.myMessage .name'),
  ];
  assert.equal(new Set(looks).size, 3);
});

test('nothing is sent of a line without text', async t => {
  const { page } = await open2013(t);
  await say(page, '   ');
  await say(page, 'something');
  await page.locator('.myMessage').waitFor();
  assert.equal(await page.locator('.myMessage').count(), 1);
});

test('the page of 2013 says when the relay is gone', async t => {
  const { relay, page } = await open2013(t);
  await relay.relay.close();
  await page
    .getByRole('status')
    .getByText(/Trying again/)
    .waitFor();
  assert.equal(await page.getByRole('button', { name: 'Send' }).isDisabled(), true);
});

test('the page of 2013 says when the relay does not serve its kind', async t => {
  const relay = await startRelay(t, { tutorial: 'off' });
  const page = await openPage(t, `${relay.url}2013`);
  await page.getByRole('status').getByText('The relay said no.').waitFor();
});

test('the page of 2013 works under a sub-path', async t => {
  const { page } = await open2013(t, { basePath: '/deep/chat/' });
  await say(page, 'Hello');
  await page.locator('.myMessage').waitFor();
});

test('the page of 2013 is accessible', async t => {
  const { relay, page } = await open2013(t);
  const ada = await relay.join('lobby', 'Ada');
  await ada.send('from another');
  await say(page, 'from me');
  await page.locator('.userMessage').waitFor();
  await page.locator('.myMessage').waitFor();
  assert.deepEqual(await axeViolations(page), []);
});
