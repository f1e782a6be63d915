import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test, type TestContext } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { RelayOptions } from '../../server/relay.js';
import { launchChromium } from '../support/browser.js';
import { openHostPage } from '../support/host-page.js';
import { startRelay } from '../support/relay.js';
import type { AwesomeChat } from '../../widget/awesome-chat.js';

let browser: Browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser.close());

const welcomeText = 'Welcome to the most interesting chat room on earth!';
const welcome = (page: Page) => page.getByText(welcomeText);
const chats = (page: Page) => page.locator('awesome-chat');

/** Address of the script of a fresh relay. */
async function scriptOf(t: TestContext, options: RelayOptions = {}): Promise<string> {
  const { url } = await startRelay(t, options);
  return `${url}awesome-chat.js`;
}

/** The chats of a page, as the tags of their elements. */
function tagsOf(page: Page): Promise<Record<string, string>[]> {
  return chats(page).evaluateAll(elements =>
    elements.map(element =>
      Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value])),
    ),
  );
}

test('one script tag on a foreign page makes a chat where it stands', async t => {
  const src = await scriptOf(t);
  const body = `<p>above</p><script src="${src}"></script><p>below</p>`;
  const { page, complaints } = await openHostPage(t, browser, `<!doctype html><body>${body}`);
  await welcome(page).waitFor();
  assert.deepEqual(await page.evaluate(() => [...document.body.children].map(({ localName }) => localName)), [
    'p',
    'script',
    'awesome-chat',
    'p',
  ]);
  assert.deepEqual(complaints, []);
});

test('an async tag makes a chat', async t => {
  const src = await scriptOf(t);
  const { page } = await openHostPage(
    t,
    browser,
    `<!doctype html><body><script src="${src}" async></script>`,
  );
  await welcome(page).waitFor();
});

test('a strict policy with Trusted Types has nothing to complain of', async t => {
  const src = await scriptOf(t);
  const { origin, host } = new URL(src);
  const policy =
    `default-src 'none'; script-src ${origin}; connect-src ${origin} ws://${host}; ` +
    "require-trusted-types-for 'script'; trusted-types lit-html";
  const html = `<!doctype html><body><script src="${src}" async></script><script src="${src}?copy=2" async></script>`;
  const headers = { 'Content-Security-Policy': policy };
  const { page, complaints } = await openHostPage(t, browser, html, { headers });
  await welcome(page).waitFor();
  await say(page, 'Hello, policy!');
  assert.deepEqual(complaints, []);
});

test('a page in another charset shows and sends every letter', async t => {
  const src = await scriptOf(t);
  const headers = { 'Content-Type': 'text/html' };
  const { page } = await openHostPage(t, browser, `<!doctype html><body><script src="${src}"></script>`, {
    headers,
  });
  await welcome(page).waitFor();
  assert.equal(await page.evaluate(() => document.characterSet), 'windows-1252');
  await say(page, 'Grüße, 世界 👋');
});

test('a tag in the head makes a launcher at the end of the body, which opens the chat', async t => {
  const src = await scriptOf(t);
  const html = `<!doctype html><head><script src="${src}"></script></head><body><p>text</p></body>`;
  const { page, complaints } = await openHostPage(t, browser, html);
  await page.getByRole('button', { name: 'Awesome Chat' }).click();
  await welcome(page).waitFor();
  await say(page, 'Hello from the corner');
  assert.equal(await page.evaluate(() => document.body.lastElementChild?.localName), 'awesome-chat');
  assert.deepEqual(complaints, []);
});

test('a tag in the head makes a chat of another layout where it is told so', async t => {
  const src = await scriptOf(t);
  const html = `<!doctype html><head><script src="${src}" data-layout="inline"></script></head><body></body>`;
  const { page } = await openHostPage(t, browser, html);
  await welcome(page).waitFor();
});

test('a module tag makes a chat where it stands, with its options', async t => {
  const src = await scriptOf(t);
  const body = `<script type="module" src="${src}" data-room="tea"></script><p>below</p>`;
  const { page } = await openHostPage(t, browser, `<!doctype html><body>${body}`);
  await welcome(page).waitFor();
  assert.deepEqual(await tagsOf(page), [{ relay: new URL('.', src).href, room: 'tea' }]);
  assert.equal(await chats(page).evaluate(chat => chat.previousElementSibling?.localName), 'script');
});

test('module tags for two rooms make two chats, though the module runs once', async t => {
  const src = await scriptOf(t);
  const tag = (room: string) => `<script type="module" src="${src}" data-room="${room}"></script>`;
  const { page } = await openHostPage(t, browser, `<!doctype html><body>${tag('tea')}${tag('coffee')}`);
  await welcome(page).nth(1).waitFor();
  assert.deepEqual(
    (await tagsOf(page)).map(({ room }) => room),
    ['tea', 'coffee'],
  );
});

test('the same tag twice makes one chat', async t => {
  const src = await scriptOf(t);
  const tag = `<script src="${src}"></script>`;
  const { page, complaints } = await openHostPage(t, browser, `<!doctype html><body>${tag}${tag}`);
  await welcome(page).waitFor();
  await page.waitForLoadState('load');
  assert.equal(await chats(page).count(), 1);
  assert.deepEqual(complaints, []);
});

test('two tags for two rooms make two chats', async t => {
  const src = await scriptOf(t);
  const html = `<!doctype html><body><script src="${src}" data-room="tea"></script>
    <script src="${src}?room=coffee"></script>`;
  const { page, complaints } = await openHostPage(t, browser, html);
  await welcome(page).nth(1).waitFor();
  assert.deepEqual(
    (await tagsOf(page)).map(({ room }) => room),
    ['tea', 'coffee'],
  );
  assert.deepEqual(complaints, []);
});

test('a relay under a sub-path is found', async t => {
  const src = await scriptOf(t, { basePath: '/chat/' });
  assert.match(src, /\/chat\/awesome-chat\.js$/);
  const { page } = await openHostPage(t, browser, `<!doctype html><body><script src="${src}"></script>`);
  await welcome(page).waitFor();
});

for (const [where, place] of [
  ['before', (chat: string, tag: string) => chat + tag],
  ['after', (chat: string, tag: string) => tag + chat],
] as const) {
  test(`markup ${where} the tag is adopted as it is, and learns its relay`, async t => {
    const src = await scriptOf(t);
    const chat = '<awesome-chat room="tea" heading="Tea"></awesome-chat>';
    const tag = `<script src="${src}" data-room="coffee"></script>`;
    const { page, complaints } = await openHostPage(t, browser, `<!doctype html><body>${place(chat, tag)}`);
    await welcome(page).waitFor();
    assert.deepEqual(await tagsOf(page), [{ room: 'tea', heading: 'Tea', relay: new URL('.', src).href }]);
    assert.deepEqual(complaints, []);
  });
}

test('markup with a relay of its own keeps it', async t => {
  const [src, own] = await Promise.all([scriptOf(t), scriptOf(t)]);
  const relay = new URL('.', own).href;
  const html = `<!doctype html><body><awesome-chat relay="${relay}"></awesome-chat><script src="${src}"></script>`;
  const { page } = await openHostPage(t, browser, html);
  await welcome(page).waitFor();
  assert.deepEqual(await tagsOf(page), [{ relay }]);
});

test('options stand in the query or on the tag, and the tag wins', async t => {
  const src = await scriptOf(t);
  const tag = `<script src="${src}?room=tea&theme=dark&utm_source=x" data-room="coffee" data-consent="1"></script>`;
  const { page } = await openHostPage(t, browser, `<!doctype html><body>${tag}`);
  await welcome(page).waitFor();
  assert.deepEqual(await tagsOf(page), [{ relay: new URL('.', src).href, room: 'coffee', theme: 'dark' }]);
});

test('a tag that a script adds to a finished page makes a chat', async t => {
  const src = await scriptOf(t);
  const { page } = await openHostPage(t, browser, '<!doctype html><body><p>done</p>');
  // That is where tag managers put it.
  await page.evaluate(address => {
    document.head.append(Object.assign(document.createElement('script'), { src: address }));
  }, src);
  await page.getByRole('button', { name: 'Awesome Chat' }).click();
  await welcome(page).waitFor();
});

test('a script served from elsewhere finds the relay that the tag names', async t => {
  const { url } = await startRelay(t);
  const files = { '/copied/awesome-chat.js': readFileSync('dist/awesome-chat.js', 'utf8') };
  const html = `<!doctype html><body><script src="/copied/awesome-chat.js" data-relay="${url}"></script>`;
  const { page } = await openHostPage(t, browser, html, { files });
  await welcome(page).waitFor();
});

test('a script served from elsewhere that knows no relay says what is wrong', async t => {
  const files = { '/copied/awesome-chat.js': readFileSync('dist/awesome-chat.js', 'utf8') };
  const html = '<!doctype html><script src="/copied/awesome-chat.js"></script>';
  const { page } = await openHostPage(t, browser, html, { files });
  await page.getByText(`There is no answer from ${page.url()}copied/`).first().waitFor();
});

test('a site that may not embed the chat is told so', async t => {
  const src = await scriptOf(t, { origins: 'https://example.org' });
  const { page } = await openHostPage(t, browser, `<!doctype html><body><script src="${src}"></script>`);
  await page.getByText('This site may not use this chat').first().waitFor();
  assert.equal(await chats(page).evaluate((chat: AwesomeChat) => chat.status), 'refused');
});

test('a page on https whose relay has none says at once what to set', async t => {
  const page = await browser.newPage();
  t.after(() => page.close());
  const tag = '<script src="/awesome-chat.js" data-relay="http://chat.example.org/"></script>';
  await page.route('https://site.example/awesome-chat.js', route =>
    route.fulfill({ path: 'dist/awesome-chat.js', contentType: 'text/javascript' }),
  );
  await page.route('https://site.example/', route =>
    route.fulfill({ contentType: 'text/html', body: `<!doctype html>${tag}` }),
  );
  await page.goto('https://site.example/');
  await page
    .getByText('On a page with https, set the relay attribute to an https address.')
    .first()
    .waitFor();
});

test('a script pasted into the page says what to set', async t => {
  const code = readFileSync('dist/awesome-chat.js', 'utf8').replaceAll('</script', '<\\/script');
  const { page } = await openHostPage(t, browser, `<!doctype html><body><script>${code}</script>`);
  await page.getByText('Set the relay attribute').first().waitFor();
});

async function say(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: /message/i }).fill(text);
  await page.keyboard.press('Enter');
  await page.getByRole('log').getByText(text).waitFor();
}
