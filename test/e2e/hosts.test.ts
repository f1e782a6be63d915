import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test, type TestContext } from 'node:test';
import { build } from 'esbuild';
import type { Browser, Page, WebSocket } from 'playwright-core';
import { launchChromium } from '../support/browser.js';
import { openHostPage, type HostPage } from '../support/host-page.js';
import { startRelay } from '../support/relay.js';

let browser: Browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser.close());

const fileOf = (name: string) => readFileSync(createRequire(import.meta.url).resolve(name), 'utf8');

/** A page of a site with the chat of a fresh relay. @param page what it is, by the tag of the script */
async function open(
  t: TestContext,
  page: (tag: string, script: string) => string,
  files: Record<string, string> = {},
): Promise<HostPage> {
  const { url } = await startRelay(t);
  const script = `${url}awesome-chat.js`;
  return openHostPage(t, browser, page(`<script src="${script}"></script>`, script), { files });
}

/** Says something and hears it. */
async function talk(page: Page, text = 'Hello, host'): Promise<void> {
  const field = page.getByRole('textbox', { name: /message/i });
  await field.fill(text);
  await field.press('Enter');
  await page.getByRole('log').getByText(text).waitFor();
}

/** Opens the list of people, which comes later than all else. */
async function lookWhoIsHere(page: Page): Promise<void> {
  await page.locator('[aria-controls=people-list]').click();
  await page.getByRole('listitem').waitFor();
}

/** What the chat looks like from within: sizes and styles of each of its parts. */
function looks(page: Page): Promise<string[]> {
  return page.locator('awesome-chat').evaluate(chat =>
    [...chat.shadowRoot!.querySelectorAll('[part]')].map(element => {
      const { width, height } = element.getBoundingClientRect();
      const { fontSize, color, display, margin, padding, textTransform, letterSpacing } =
        getComputedStyle(element);
      const styles = [fontSize, color, display, margin, padding, textTransform, letterSpacing].join(' ');
      return `${element.getAttribute('part')} ${Math.round(width)}x${Math.round(height)} ${styles}`;
    }),
  );
}

const HOSTILE = `
  * { all: unset; box-sizing: content-box !important; margin: 9px !important; float: left !important }
  div, section, header, ul, li { display: none !important; padding: 50px !important }
  button, input, textarea { border: 9px solid lime !important; text-transform: uppercase !important }
  h2, p, span, a { font-size: 60px !important; color: lime !important; letter-spacing: 1em !important }
  [part], [hidden], .message, #rows, .own { visibility: hidden !important; position: fixed !important }
  awesome-chat { margin: 0 !important; float: none !important; display: block !important; width: 600px !important; height: 480px !important;
    font: 16px sans-serif !important; color: black !important; letter-spacing: normal !important }
  html, body, script { display: block; margin: 0 !important; float: none !important } script { display: none }`;

test('a hostile style sheet of the host changes nothing within', async t => {
  const seen: string[][] = [];
  for (const style of [
    'awesome-chat { width: 600px; height: 480px; font: 16px sans-serif; color: black }',
    HOSTILE,
  ]) {
    const html = (tag: string) => `<!doctype html><html lang="en"><style>${style}</style><body>${tag}`;
    const { page } = await open(t, html);
    await talk(page);
    await lookWhoIsHere(page);
    seen.push((await looks(page)).filter(line => !line.includes(' 0x0 ') && !line.startsWith('time')));
  }
  assert.ok(seen[0]!.length > 10);
  assert.deepEqual(seen[1], seen[0]);
});

/** What text inherits, set by something around the chat. */
const AROUND = `main { text-align: center; text-transform: uppercase; letter-spacing: 1em; word-spacing: 2em;
  text-indent: 50px; font-style: italic; font-weight: 900; font-variant: small-caps; text-shadow: 1px 1px red;
  line-height: 4; white-space: nowrap; word-break: break-all; cursor: wait; list-style: square; quotes: none }`;

test('what stands around the chat does not change its text, but for the font and its size', async t => {
  const seen: string[][] = [];
  for (const style of ['', AROUND]) {
    const html = (tag: string) =>
      `<!doctype html><html lang="en"><style>${style}</style><body><main>${tag}</main>`;
    const { page } = await open(t, html);
    await talk(page);
    await lookWhoIsHere(page);
    const texts = await page.locator('awesome-chat').evaluate(chat =>
      [...chat.shadowRoot!.querySelectorAll('section, section *')].map(element => {
        const all = getComputedStyle(element);
        const names = [...all].filter(name =>
          /^(text-|letter|word|font-(st|w|v)|line-h|white|cursor|list|quotes)/.test(name),
        );
        return names.map(name => `${name}: ${all.getPropertyValue(name)}`).join('; ');
      }),
    );
    seen.push([...new Set(texts)].sort());
  }
  assert.ok(seen[0]!.length > 5);
  assert.deepEqual(seen[1], seen[0]);
});

test('an element of which the page unsets all is as wide as there is room, and no higher than the window', async t => {
  const html = (tag: string) => `<!doctype html><style>* { all: unset }</style><body>${tag}`;
  const { page } = await open(t, html);
  for (let count = 0; count < 40; count++)
    await page.evaluate(count => document.querySelector('awesome-chat')!.send(`${count}`), count);
  await page.getByRole('log').getByText('39', { exact: true }).waitFor();
  const box = (await page.locator('awesome-chat').locator('[part=base]').boundingBox())!;
  const { width, height } = page.viewportSize()!;
  assert.ok(box.height > 200 && box.height <= height, `${box.height} of ${height}`);
  assert.ok(box.width > width / 2, `${box.width} of ${width}`);
});

test('the chat changes nothing of the host', async t => {
  const html = (tag: string) => `<!doctype html><html lang="en"><body>
    <h2>Title</h2><p class="message own">Text</p><ul><li>Item</li></ul><button hidden>Button</button>${tag}`;
  const { page } = await open(t, html);
  const styles = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('h2, p, ul, li, button')].map(element =>
        [...getComputedStyle(element)].map(name => getComputedStyle(element).getPropertyValue(name)).join(),
      ),
    );
  await talk(page);
  const withChat = await styles();
  await page.locator('awesome-chat').evaluate(chat => chat.remove());
  assert.deepEqual(await styles(), withChat);
  const globals = await page.evaluate(() =>
    Object.keys(window).filter(name => /^(awesome|lit|io$)/.test(name)),
  );
  assert.deepEqual(globals.sort(), ['awesomeChatCopies']);
});

test('two themes on one page keep to themselves', async t => {
  const { url } = await startRelay(t);
  const html = `<!doctype html><body><script src="${url}awesome-chat.js"></script>
    <awesome-chat theme="dark"></awesome-chat><awesome-chat theme="2013"></awesome-chat>`;
  const { page } = await openHostPage(t, browser, html);
  await page.getByText('Online', { exact: true }).nth(1).waitFor();
  const backgrounds = await page
    .locator('awesome-chat')
    .evaluateAll(chats =>
      chats.map(chat => getComputedStyle(chat.shadowRoot!.querySelector('[part=base]')!).backgroundColor),
    );
  assert.deepEqual(backgrounds, ['rgb(18, 18, 18)', 'rgb(239, 255, 236)']);
});

test('it follows the color-scheme of its host', async t => {
  const html = (tag: string) => `<!doctype html><html style="color-scheme: dark"><body>${tag}`;
  const { page } = await open(t, html);
  await talk(page);
  const base = page.locator('awesome-chat').locator('[part=base]');
  assert.equal(await base.evaluate(element => getComputedStyle(element).backgroundColor), 'rgb(18, 18, 18)');
  await page.evaluate(() => (document.documentElement.style.colorScheme = 'light'));
  assert.equal(
    await base.evaluate(element => getComputedStyle(element).backgroundColor),
    'rgb(255, 255, 255)',
  );
});

test('a host with a Lit of its own goes on with it', async t => {
  const contents = `import { html, LitElement } from 'lit';
    customElements.define('host-element', class extends LitElement { render() { return html\`<p>The host’s own</p>\`; } });`;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: '.' },
    bundle: true,
    write: false,
    format: 'iife',
  });
  const html = (tag: string) =>
    `<!doctype html><body><script src="/own.js"></script><host-element></host-element>${tag}`;
  const { page, complaints } = await open(t, html, { '/own.js': outputFiles[0]!.text });
  await page.getByText('The host’s own').waitFor();
  await talk(page);
  assert.deepEqual(complaints, []);
});

test('a host with jQuery 1, and with things added to every object, does it no harm', async t => {
  const old = `Array.prototype.each = function (f) { for (var i = 0; i < this.length; i++) f(this[i]); };
    Object.prototype.extra = function () {}; Function.prototype.bind2 = 1; String.prototype.at = undefined;
    window.io = 'mine'; window.name = 'host'; window.event2 = {};`;
  const html = (tag: string) =>
    `<!doctype html><body><script src="/jquery.js"></script><script>${old}</script>${tag}`;
  const { page, complaints } = await open(t, html, { '/jquery.js': fileOf('jquery') });
  await talk(page);
  assert.equal(await page.evaluate('window.io + jQuery.fn.jquery.split(".")[0]'), 'mine1');
  assert.deepEqual(complaints, []);
});

test('a base element moves neither the relay nor its parts', async t => {
  const html = (tag: string) =>
    `<!doctype html><head><base href="https://elsewhere.example/deep/"></head><body>${tag}`;
  const { page, complaints } = await open(t, html);
  await talk(page);
  await lookWhoIsHere(page);
  assert.deepEqual(complaints, []);
});

test('a tag that is written by document.write makes a chat where it stands', async t => {
  const html = (_tag: string, script: string) => `<!doctype html><body><p>above</p>
    <script>document.write('<script src="${script}"><\\/script>');</script><p>below</p>`;
  const { page } = await open(t, html);
  await talk(page);
  const around = await page.locator('awesome-chat').evaluate(chat => chat.nextElementSibling?.textContent);
  assert.equal(around, 'below');
});

test('a page that goes elsewhere by script leaves no socket, and a moved chat keeps its own', async t => {
  const { url } = await startRelay(t);
  const context = await browser.newContext();
  t.after(() => context.close());
  const sockets: WebSocket[] = [];
  context.on('page', page => page.on('websocket', socket => sockets.push(socket)));
  const html = `<!doctype html><body><main><awesome-chat></awesome-chat></main><aside></aside>
    <script src="${url}awesome-chat.js"></script>`;
  const { page } = await openHostPage(t, context, html);
  await talk(page);
  await page.evaluate(() => document.querySelector('aside')!.append(document.querySelector('awesome-chat')!));
  await talk(page, 'Moved');
  assert.equal(sockets.length, 1);
  const gone = sockets[0]!.waitForEvent('close');
  await page.evaluate(() => {
    history.pushState(null, '', '/elsewhere');
    document.querySelector('aside')!.replaceChildren('Another page');
  });
  await gone;
  assert.equal(sockets.length, 1);
});
