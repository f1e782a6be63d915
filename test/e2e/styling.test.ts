import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test, type TestContext } from 'node:test';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { elementOf } from '../../scripts/api/element.mjs';
import { examplesOf } from '../../scripts/build/examples.mjs';
import { axeViolations } from '../support/axe.js';
import { launchChromium } from '../support/browser.js';
import { runCommand, urlIn } from '../support/command.js';

const manifest = readFileSync('dist/custom-elements.json', 'utf8');
const element = elementOf(JSON.parse(manifest) as { modules: object[] });
const css = readFileSync('demo/styling/examples.css', 'utf8');
const html = readFileSync('demo/styling/examples.html', 'utf8');
const kinds = examplesOf(element, { css, html });
const titlesOf = (wanted: string) =>
  kinds.find(({ kind }) => kind === wanted)!.entries.map(({ title }) => title);

/** Longest that one relay may be looked at, in ms. */
const PATIENCE_MS = 180_000;

let browser: Browser;

before(async () => {
  browser = await launchChromium();
});

after(() => browser.close());

/** The page, of a relay on which Ada can sign in unless other arguments start it. */
async function openPage(
  t: TestContext,
  options: BrowserContextOptions = {},
  args = ['--demo'],
): Promise<Page> {
  const url = urlIn(await runCommand(t, args, {}, { patienceMs: PATIENCE_MS }).announced);
  const context = await browser.newContext({ permissions: ['notifications'], ...options });
  t.after(() => context.close());
  const page = await context.newPage();
  await page.goto(`${url}styling`);
  return page;
}

const entryOf = (page: Page, title: string): Locator =>
  page.locator(`.entry[data-title=${JSON.stringify(title)}]`);

const buttonOf = (page: Page, title: string): Locator =>
  entryOf(page, title).getByRole('button', { name: 'Show it' });

/** Those of some that do not come to work in time. */
async function failing(titles: string[], attempt: (title: string) => Promise<unknown>): Promise<string[]> {
  const failed: string[] = [];
  for (const title of titles) await attempt(title).catch(() => failed.push(title));
  return failed;
}

/** Presses the button, and waits until what an example is about is to be seen, and looks otherwise than without it. */
async function show(page: Page, title: string): Promise<void> {
  await buttonOf(page, title).click();
  const [, part] = /^::part\((.*)\)$/.exec(title) ?? [];
  const state = title.startsWith(':state') ? title : '*';
  await page.waitForFunction(isChanged, { part, state }, { polling: 100 });
}

/** Runs on the page. */
function isChanged({ part, state }: { part: string | undefined; state: string }): boolean {
  const chat = document.querySelector('#live')!;
  const found = [...chat.shadowRoot!.querySelectorAll(part ? `[part~="${part}"]` : '*')];
  const seen = [...(part ? [] : [chat]), ...found].filter(one => one.getClientRects().length > 0);
  const sheet = document.adoptedStyleSheets.at(-1)!;
  const [plain, styled] = [true, false].map(isDisabled => {
    sheet.disabled = isDisabled;
    const styles = seen.map(one => getComputedStyle(one));
    return styles
      .map(style => [...style].map(name => /^--/.test(name) || style.getPropertyValue(name)).join())
      .join();
  });
  return chat.matches(state) && plain !== styled;
}

for (const kind of ['Parts', 'Custom properties', 'States']) {
  test(`all of the ${kind.toLowerCase()} can be shown, and look otherwise with their examples`, async t => {
    const page = await openPage(t);
    const titles = titlesOf(kind);
    assert.ok(titles.length > 5);
    assert.deepEqual(await failing(titles, title => show(page, title)), []);
  });
}

test('an example that changes nothing is found', async t => {
  const page = await openPage(t);
  page.setDefaultTimeout(3000);
  const code = entryOf(page, '::part(title)').locator('pre');
  await code.evaluate(pre => (pre.textContent = 'awesome-chat::part(title) { visibility: visible; }'));
  const titles = ['::part(title)', '::part(status)'];
  assert.deepEqual(await failing(titles, title => show(page, title)), ['::part(title)']);
});

test('what is put into each slot stands in the chat, until the button is pressed again', async t => {
  const page = await openPage(t);
  const failed = await failing(titlesOf('Slots'), async title => {
    const put = page.locator(`#live > [${title}]`);
    await buttonOf(page, title).click();
    await put.waitFor();
    await buttonOf(page, title).click();
    await put.waitFor({ state: 'detached' });
  });
  assert.deepEqual(failed, []);
});

for (const colorScheme of ['light', 'dark'] as const)
  test(`each theme looks as it says on a ${colorScheme} page`, async t => {
    const page = await openPage(t, { colorScheme });
    const background = async (theme: string) => {
      await buttonOf(page, `theme="${theme}"`).click();
      await page.locator(`#live[theme="${theme}"]`).waitFor();
      return page.locator('#live [part=base]').evaluate(base => getComputedStyle(base).backgroundColor);
    };
    const [light, dark, old, auto] = [
      await background('light'),
      await background('dark'),
      await background('2013'),
      await background('auto'),
    ];
    assert.deepEqual([light, dark, old], ['rgb(255, 255, 255)', 'rgb(18, 18, 18)', 'rgb(239, 255, 236)']);
    assert.equal(auto, colorScheme === 'dark' ? dark : light);
    assert.equal(titlesOf('Themes').length, 4);
  });

test('a name without an example stops the build, and so does an example of what is not there', () => {
  const without = css.replace('::part(title)', '::part(titel)');
  assert.throws(
    () => examplesOf(element, { css: without, html }),
    /^Error: ::part\(title\) has no example\.$/,
  );
  const more = `${html}<awesome-chat><i slot="cellar"></i></awesome-chat>`;
  assert.throws(
    () => examplesOf(element, { css, html: more }),
    /^Error: slot="cellar" has an example, and is not there\.$/,
  );
});

test('the page tells of each what the comments say, with its code to copy', async t => {
  const page = await openPage(t, { permissions: ['clipboard-read', 'clipboard-write'] });
  const told = await page.locator('.entry').evaluateAll(entries =>
    entries.map(entry => ({
      title: entry.querySelector('h4')!.textContent,
      description: entry.querySelector('p')!.textContent,
      code: entry.querySelector('pre')!.textContent,
    })),
  );
  const expected = kinds.flatMap(({ entries }) => entries);
  const plain = (text: string) => text.replaceAll('`', '');
  assert.deepEqual(
    told,
    expected.map(entry => ({ ...entry, description: plain(entry.description) })),
  );
  await entryOf(page, '::part(send)').getByRole('button', { name: 'Copy' }).click();
  await entryOf(page, '::part(send)').getByRole('button', { name: 'Copied' }).waitFor();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^awesome-chat::part\(send\) \{/);
});

test('one example is shown at a time, by keyboard too, and the recipes are left alone', async t => {
  const page = await openPage(t);
  const pressed = page.locator('.entries [aria-pressed=true]');
  await buttonOf(page, '--awesome-chat-height').focus();
  await page.keyboard.press('Enter');
  await page.getByRole('status').getByText('--awesome-chat-height').waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  assert.deepEqual(
    await pressed.evaluateAll(all => all.map(one => one.closest('article')!.dataset['title'])),
    ['slot="header"'],
  );
  await page.getByText('The harbour').last().waitFor();
  const heights = await page
    .locator('figure awesome-chat')
    .evaluateAll(all => all.map(one => one.clientHeight));
  assert.deepEqual([...new Set(heights)], [352]);
  await page.keyboard.press('Space');
  assert.equal(await pressed.count(), 0);
});

test('where the lobby is the only room it has to do, and what is not there is said', async t => {
  const page = await openPage(t, {}, ['--rooms', 'lobby']);
  await buttonOf(page, '::part(mark)').click();
  await page.getByRole('status').getByText('Nobody here is signed in').waitFor();
  await page.locator('#live[room=lobby]:state(online)').waitFor();
});

for (const dir of ['ltr', 'rtl'])
  for (const colorScheme of ['light', 'dark'] as const)
    test(`the page is accessible and fits 360 px, ${dir} and ${colorScheme}`, async t => {
      const page = await openPage(t, { colorScheme, viewport: { width: 360, height: 740 } });
      await page.evaluate(value => (document.documentElement.dir = value), dir);
      await buttonOf(page, '::part(people-list)').click();
      await page.locator('#live').getByRole('list').getByText('Ada').waitFor();
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
      assert.deepEqual(await axeViolations(page), []);
    });
