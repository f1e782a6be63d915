import assert from 'node:assert/strict';
import { after, before, test, type TestContext } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchChromium } from '../support/browser.js';
import { openHostPage } from '../support/host-page.js';
import { startRelay } from '../support/relay.js';

let browser: Browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser.close());

/** A page with the script of a fresh relay, as a visitor sees it who has set the browser up so. */
async function openAs(
  t: TestContext,
  visitor: BrowserContextOptions,
  { lang = '', policy = '' } = {},
): Promise<{ page: Page; asked: string[]; complaints: string[] }> {
  const { url } = await startRelay(t);
  const { origin, host } = new URL(url);
  const context = await browser.newContext(visitor);
  t.after(() => context.close());
  const asked: string[] = [];
  context.on('request', request => asked.push(new URL(request.url()).pathname));
  const headers = policy
    ? { 'Content-Security-Policy': policy.replaceAll('RELAY', `${origin} ws://${host}`) }
    : {};
  const html = `<!doctype html><html lang="${lang}"><body><script src="${url}awesome-chat.js" async></script>`;
  const { page, complaints } = await openHostPage(t, context, html, { headers });
  return { page, asked, complaints };
}

const words = (asked: string[]) => asked.filter(path => path.endsWith('.json'));

test('a visitor who reads English fetches no words', async t => {
  const { page, asked } = await openAs(t, { locale: 'en-GB' });
  await page.getByText('No messages yet').waitFor();
  assert.deepEqual(words(asked), []);
});

test('the words are the visitor’s where the page has no language', async t => {
  const { page, asked } = await openAs(t, { locale: 'de-AT' });
  await page.getByRole('textbox', { name: 'Nachricht eingeben' }).waitFor();
  assert.match(words(asked).join(), /^\/awesome-chat-[\d.]+\.de\.json$/);
});

test('the words are the page’s where it has a language', async t => {
  const { page } = await openAs(t, { locale: 'de-AT' }, { lang: 'ja' });
  await page.getByRole('textbox', { name: 'メッセージを入力' }).waitFor();
});

test('a strict policy with Trusted Types lets the words in', async t => {
  const policy =
    "default-src 'none'; script-src RELAY; connect-src RELAY; " +
    "require-trusted-types-for 'script'; trusted-types lit-html";
  const { page, complaints } = await openAs(t, { locale: 'ar' }, { policy });
  await page.getByRole('button', { name: 'إرسال' }).waitFor();
  assert.deepEqual(complaints, []);
});

test('words that do not come, or are none, leave English and a chat that works', async t => {
  for (const answer of [{ status: 404 }, { status: 200, body: '<!doctype html>' }]) {
    const { url } = await startRelay(t);
    const context = await browser.newContext({ locale: 'de' });
    t.after(() => context.close());
    await context.route('**/*.json', route => route.fulfill(answer));
    const { page, complaints } = await openHostPage(
      t,
      context,
      `<!doctype html><body><script src="${url}awesome-chat.js"></script>`,
    );
    await page.getByRole('textbox', { name: 'Enter your message here' }).fill('Hello');
    await page.keyboard.press('Enter');
    await page.getByText('Hello', { exact: true }).waitFor();
    assert.deepEqual(complaints, []);
  }
});

test('times are as the visitor’s clock shows and writes them', async t => {
  const { page } = await openAs(t, { locale: 'en-US', timezoneId: 'Asia/Kolkata' });
  await page.getByRole('textbox').fill('Hello');
  await page.keyboard.press('Enter');
  const time = page.locator('awesome-chat time');
  await time.waitFor();
  const at = new Date((await time.getAttribute('datetime'))!);
  const clock = new Intl.DateTimeFormat('en-US', { timeStyle: 'short', timeZone: 'Asia/Kolkata' });
  assert.equal((await time.textContent())!.replace(/\s/g, ' '), clock.format(at).replace(/\s/g, ' '));
});
