import assert from 'node:assert/strict';
import { after, before, test, type TestContext } from 'node:test';
import { devices, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { axeViolations } from '../support/axe.js';
import { launchChromium } from '../support/browser.js';
import { openHostPage } from '../support/host-page.js';
import { startRelay } from '../support/relay.js';
import { serveSilence } from '../support/silence.js';

let browser: Browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser.close());

/** A page with a chat, for a visitor with these preferences. */
async function openAs(t: TestContext, visitor: BrowserContextOptions, options = ''): Promise<Page> {
  const { url } = await startRelay(t);
  const context = await browser.newContext(visitor);
  t.after(() => context.close());
  const html = `<!doctype html><html lang="en"><title>Site</title>
    <meta name="viewport" content="width=device-width">
    <main><h1>Site</h1><script src="${url}awesome-chat.js" ${options}></script></main>`;
  return (await openHostPage(t, context, html)).page;
}

const input = (page: Page) => page.getByRole('textbox', { name: 'Enter your message here' });
const messages = (page: Page) => page.locator('awesome-chat [part=body]');

async function say(page: Page, text: string): Promise<void> {
  await input(page).fill(text);
  await page.getByRole('button', { name: 'Send' }).click();
  await messages(page).filter({ hasText: text }).waitFor();
}

const fontSizeOf = (element: Element) => parseFloat(getComputedStyle(element).fontSize);

test('on a soft keyboard Enter breaks the line, the button sends, and nothing zooms', async t => {
  const page = await openAs(t, devices['Pixel 5']);
  await page.getByText(/^Welcome/).waitFor();
  await input(page).tap();
  await page.keyboard.type('one');
  await page.keyboard.press('Enter');
  await page.keyboard.type('two');
  assert.equal(await input(page).inputValue(), 'one\ntwo');
  assert.equal(await messages(page).count(), 0);
  await page.getByRole('button', { name: 'Send' }).tap();
  await messages(page).first().waitFor();
  assert.equal(await messages(page).textContent(), 'one\ntwo');
  await page.locator('awesome-chat .name').tap();
  const name = page.getByRole('textbox', { name: 'Your name' });
  assert.equal(await name.getAttribute('enterkeyhint'), 'done');
  for (const field of [input(page), name]) assert.ok((await field.evaluate(fontSizeOf)) >= 16);
});

test('with forced colours, messages and buttons keep their outline, and axe finds no fault', async t => {
  const page = await openAs(t, { forcedColors: 'active' });
  await say(page, 'Hello, see https://example.org/');
  const borders = await page.locator('awesome-chat').evaluate(chat =>
    ['[part=body]', '[part=send]', '.name', '.field'].map(selector => {
      const { borderTopColor, borderTopWidth } = getComputedStyle(chat.shadowRoot!.querySelector(selector)!);
      return `${borderTopColor} ${borderTopWidth}`;
    }),
  );
  for (const border of borders) assert.match(border, /^rgba?\((?!0, 0, 0, 0\)).*\) [1-9]/);
  assert.deepEqual(await axeViolations(page), []);
});

for (const reducedMotion of ['reduce', 'no-preference'] as const)
  test(`what moves while it connects, with ${reducedMotion}`, async t => {
    const page = await openAs(t, { reducedMotion }, `data-relay="${await serveSilence(t)}"`);
    await page.getByText('Connecting…').first().waitFor();
    const moving = await page.locator('awesome-chat').evaluate(chat => {
      return chat.shadowRoot!.getAnimations().map(animation => (animation as CSSAnimation).animationName);
    });
    assert.deepEqual(moving, reducedMotion === 'reduce' ? [] : ['turn']);
  });

test('at 400 % nothing is cut off, and one can write and read', async t => {
  const page = await openAs(t, { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 });
  await say(page, `Hello ${'x'.repeat(200)}`);
  const { width, overflow } = await page.evaluate(() => ({
    width: document.documentElement.scrollWidth,
    overflow: [
      ...document.querySelector('awesome-chat')!.shadowRoot!.querySelectorAll('[role=log], section'),
    ].some(element => element.scrollWidth > element.clientWidth),
  }));
  assert.deepEqual([width, overflow], [320, false]);
  const log = await page.locator('awesome-chat [role=log]').boundingBox();
  assert.ok(log!.height >= 48, `the log has ${log!.height} px`);
});
