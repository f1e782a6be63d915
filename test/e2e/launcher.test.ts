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

const PHONE = { width: 360, height: 640 };
const DESKTOP = { width: 1280, height: 720 };

/** A page with something to press before and after the chat, and the panel open. */
async function openPanel(
  t: TestContext,
  options: BrowserContextOptions,
  inside = '',
  before: () => void = () => {},
): Promise<Page> {
  const { url } = await startRelay(t);
  // It would rise into its place.
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  t.after(() => context.close());
  await context.addInitScript(before);
  const html = `<!doctype html><meta name="viewport" content="width=device-width"><body><button>Before</button>
    <awesome-chat relay="${url}" layout="launcher" lang="en">${inside}</awesome-chat><button>After</button>
    <script src="${url}awesome-chat.js"></script>`;
  const { page } = await openHostPage(t, context, html);
  await page.getByRole('button', { name: 'Awesome Chat' }).click();
  await page.locator('[part=typing]').waitFor({ state: 'attached' });
  return page;
}

/** What has the focus, by what it is in the chat or on the page. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const outer = document.activeElement!;
    const inner = outer.shadowRoot?.activeElement ?? outer;
    return inner.getAttribute('part') ?? inner.className ?? inner.textContent;
  });

async function focusedAfter(page: Page, key: string, times: number): Promise<string[]> {
  const visited: string[] = [];
  for (let count = 0; count < times; count++) {
    await page.keyboard.press(key);
    visited.push(await focused(page));
  }
  return visited;
}

const panelOf = (page: Page) => page.getByRole('dialog', { name: 'Awesome Chat' });
const untilModal = (page: Page, isModal: boolean) =>
  page.waitForFunction(
    wanted =>
      document.querySelector('awesome-chat')!.shadowRoot!.querySelector('section')!.ariaModal === wanted,
    isModal ? 'true' : null,
  );

test('a panel that fills the screen keeps the focus, forwards and backwards, and Escape gives it back', async t => {
  const page = await openPanel(t, { viewport: PHONE });
  await untilModal(page, true);
  assert.equal(await focused(page), 'input');
  const round = ['send', 'name', 'people', 'close', 'log', 'input'];
  assert.deepEqual(await focusedAfter(page, 'Tab', 7), [...round, 'send']);
  assert.deepEqual(await focusedAfter(page, 'Shift+Tab', 7), [...round.reverse(), 'input']);
  await page.keyboard.press('Escape');
  await panelOf(page).waitFor({ state: 'hidden' });
  assert.equal(await focused(page), 'launcher');
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement!.textContent), 'After');
});

test('what the page has put into it is part of the round', async t => {
  const inside =
    '<a slot="footer" href="#rules">Rules</a><b slot="footer" style="visibility: hidden" tabindex="0"></b>';
  const page = await openPanel(t, { viewport: PHONE }, inside);
  await untilModal(page, true);
  await page.getByRole('link', { name: 'Rules' }).focus();
  assert.deepEqual(await focusedAfter(page, 'Tab', 1), ['people']);
  await page.keyboard.press('Shift+Tab');
  assert.equal(await page.evaluate(() => document.activeElement!.textContent), 'Rules');
});

test('a dialog that the page opens above it has the keys', async t => {
  const page = await openPanel(t, { viewport: PHONE });
  await untilModal(page, true);
  await page.evaluate(() => {
    const dialog = document.createElement('dialog');
    dialog.innerHTML = '<button>Yes</button><button>No</button>';
    document.body.append(dialog);
    dialog.showModal();
  });
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement!.textContent), 'No');
});

test('a panel in a corner of the page lets the focus go on, and one that becomes as large as the screen does not', async t => {
  const page = await openPanel(t, { viewport: DESKTOP });
  const ofPanel = ['send', 'name', 'launcher'];
  assert.deepEqual(await focusedAfter(page, 'Tab', 3), ofPanel);
  assert.equal(await panelOf(page).getAttribute('aria-modal'), null);
  await page.keyboard.press('Escape');
  await panelOf(page).waitFor({ state: 'hidden' });
  await page.keyboard.press('Enter');
  await page.setViewportSize(PHONE);
  await untilModal(page, true);
  await page.setViewportSize(DESKTOP);
  await untilModal(page, false);
});

/** A keyboard that covers half of what is seen: no browser for a desktop has one. */
function fakeViewport(): void {
  const value = Object.assign(new EventTarget(), { height: innerHeight, offsetTop: 0, scale: 1 });
  Object.defineProperty(window, 'visualViewport', { value });
}

test('on a phone held sideways the panel stands upon the keyboard', async t => {
  const options = { viewport: { width: 740, height: 360 }, hasTouch: true, isMobile: true };
  const page = await openPanel(t, options, '', fakeViewport);
  await page.evaluate(() => {
    Object.assign(visualViewport!, { height: 160 });
    visualViewport!.dispatchEvent(new Event('resize'));
  });
  await page.waitForFunction(() => {
    const panel = document.querySelector('awesome-chat')!.shadowRoot!.querySelector('section')!;
    const { top, bottom } = panel.getBoundingClientRect();
    return top === 0 && bottom === 160;
  });
});

/** Windows as a visitor has them: a phone, and desktops at 200 % and at 400 %. */
const WINDOWS = {
  'a phone of 360 px': { viewport: PHONE, fills: true },
  'half a desktop at 200 %': { viewport: { width: 480, height: 360 }, deviceScaleFactor: 2, fills: true },
  'a desktop at 200 %': { viewport: { width: 640, height: 360 }, deviceScaleFactor: 2, fills: false },
  'a desktop at 400 %': { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4, fills: true },
};

for (const [name, { fills, ...options }] of Object.entries(WINDOWS))
  test(`a panel ${fills ? 'is as large as' : 'stands within'} the screen, with all that one needs to be seen: ${name}`, async t => {
    const page = await openPanel(t, options);
    const { width, height } = options.viewport;
    const box = (await panelOf(page).boundingBox())!;
    if (fills) assert.deepEqual(box, { x: 0, y: 0, width, height });
    const boxes = await page.evaluate(() => {
      const root = document.querySelector('awesome-chat')!.shadowRoot!;
      const seen = root.querySelectorAll(
        'section, [part=close], [part=people], [role=log], [part=input], [part=send], .name',
      );
      return [...seen].map(element => element.getBoundingClientRect().toJSON() as DOMRect);
    });
    assert.equal(boxes.length, 7);
    for (const { left, top, right, bottom } of boxes)
      assert.ok(left >= 0 && top >= 0 && right <= width && bottom <= height, JSON.stringify(boxes));
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
  });
