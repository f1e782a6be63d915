import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test, type TestContext } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { createRelay } from '../../server/relay.js';
import { launchChromium } from '../support/browser.js';
import { folderOf } from '../support/folder.js';
import { startRelay, type TestRelay } from '../support/relay.js';

let browser: Browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser.close());

/** A window of a profile of its own, on the relay's page. */
async function openWindow(t: TestContext, url: string, prepare?: () => void): Promise<Page> {
  const context = await browser.newContext();
  t.after(() => context.close());
  if (prepare) await context.addInitScript(prepare);
  const page = await context.newPage();
  await page.goto(url);
  await untilOnline(page);
  return page;
}

const input = (page: Page) => page.getByRole('textbox', { name: /message/i });

async function untilOnline(page: Page): Promise<void> {
  await page.locator('awesome-chat').getByText('Online', { exact: true }).first().waitFor();
}

async function say(page: Page, text: string): Promise<void> {
  await input(page).fill(text);
  await input(page).press('Enter');
}

/** The word is there from the first moment, and to be seen only after a while. */
async function untilSent(page: Page): Promise<void> {
  await page.getByText('Sending…').first().waitFor({ state: 'detached' });
}

async function reload(page: Page): Promise<void> {
  await page.reload();
  await untilOnline(page);
}

const stored = (page: Page) => page.evaluate(() => JSON.stringify([sessionStorage, localStorage]));
const myId = (page: Page) => page.evaluate(() => document.querySelector('awesome-chat')!.me?.id);

/** Nothing that is sent is answered, from now on: the relay never hears of it. */
async function deafen(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { send } = WebSocket.prototype;
    WebSocket.prototype.send = function (frame) {
      if (!(frame as string).includes('"userMessage"')) send.call(this, frame);
    };
  });
}

async function textsOf({ join }: TestRelay): Promise<string[]> {
  const reader = await join('lobby');
  return reader.joined.messages.map(({ message }) => message);
}

test('what was not sent when the page was reloaded is sent after it, once and in order', async t => {
  const relay = await startRelay(t, { demo: true });
  const page = await openWindow(t, relay.url);
  await deafen(page);
  for (const text of ['one', 'two', 'three']) await say(page, text);
  await reload(page);
  const bob = await relay.join('lobby', 'Bob');
  if (bob.joined.messages.length < 3) await bob.messages.nextThat(({ message }) => message === 'three');
  assert.deepEqual(await textsOf(relay), ['one', 'two', 'three']);
  await untilSent(page);
  assert.doesNotMatch(await stored(page), /three/);
  await reload(page);
  assert.deepEqual(await textsOf(relay), ['one', 'two', 'three']);
});

test('what the relay had taken before the page was reloaded is there once', async t => {
  const relay = await startRelay(t, { demo: true });
  const page = await openWindow(t, relay.url);
  await page.evaluate(() => {
    // Everything is sent, and nothing more is heard.
    const { send } = WebSocket.prototype;
    WebSocket.prototype.send = function (frame) {
      this.onmessage = null;
      send.call(this, frame);
    };
  });
  await say(page, 'Hello');
  await reload(page);
  await page.getByText('Hello', { exact: true }).first().waitFor();
  await untilSent(page);
  assert.deepEqual(await textsOf(relay), ['Hello']);
});

test('a page that is reloaded is the same person, once something was typed in it', async t => {
  const { url } = await startRelay(t, { demo: true });
  const page = await openWindow(t, url);
  await input(page).fill('H');
  const me = await myId(page);
  await reload(page);
  assert.equal(await myId(page), me);
});

test('a name that was chosen outlives the page', async t => {
  const { url } = await startRelay(t, { demo: true });
  const page = await openWindow(t, url);
  await page.getByRole('button', { name: /^Guest/ }).click();
  await page.getByRole('textbox', { name: 'Your name' }).fill('Ada');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Ada' }).waitFor();
  await reload(page);
  await page.getByRole('button', { name: 'Ada' }).waitFor();
});

test('nothing is stored before something is typed, and no text once it is sent', async t => {
  const { url } = await startRelay(t, { demo: true });
  const page = await openWindow(t, url);
  assert.equal(await stored(page), '[{},{}]');
  await input(page).fill('Hello there');
  assert.match(await stored(page), /Hello there/);
  await say(page, 'Hello there');
  await page.waitForFunction(() => document.querySelector('awesome-chat')!.messages.length === 1);
  assert.doesNotMatch(await stored(page), /Hello there/);
});

test('what stands in the text field survives a reload', async t => {
  const { url } = await startRelay(t, { demo: true });
  const page = await openWindow(t, url);
  await input(page).fill('half a sentence\nand another');
  await reload(page);
  assert.equal(await input(page).inputValue(), 'half a sentence\nand another');
  await input(page).fill('');
  await reload(page);
  assert.equal(await input(page).inputValue(), '');
});

test('what somebody else had written is shown as not sent, and goes only when asked to', async t => {
  const relay = await startRelay(t, { demo: true });
  const page = await openWindow(t, relay.url);
  await deafen(page);
  await say(page, 'in the name of another');
  await page.evaluate(() => localStorage.clear());
  await reload(page);
  await page.getByRole('log').getByText('Not sent.').waitFor();
  await say(page, 'in my own');
  await untilSent(page);
  assert.deepEqual(await textsOf(relay), ['in my own']);
  const tryAgain = page.getByRole('button', { name: 'Try again' });
  await tryAgain.click();
  await tryAgain.waitFor({ state: 'detached' });
  await untilSent(page);
  assert.deepEqual(await textsOf(relay), ['in my own', 'in the name of another']);
});

test('what had failed before a reload can still be tried again or discarded', async t => {
  const { url } = await startRelay(t, { demo: true, use: [ctx => ctx.refuse('not-allowed')] });
  const page = await openWindow(t, url);
  await say(page, 'hi');
  await page.getByText('You may not do this.').first().waitFor();
  await reload(page);
  await page.getByText('You may not do this.').first().waitFor();
  await page.getByRole('button', { name: 'Discard' }).click();
  await reload(page);
  assert.equal(await page.getByText('You may not do this.').count(), 0);
});

test('two tabs with the same memory send what was left in it once', async t => {
  const database = `sqlite:${join(folderOf(t), 'chat.db')}`;
  const relay = await startRelay(t, { demo: true, database });
  const page = await openWindow(t, relay.url);
  await deafen(page);
  await say(page, 'one');
  await say(page, 'two');
  const opened: Promise<Page> = page.context().waitForEvent('page');
  // A window that a page opens has a copy of its sessionStorage, as a duplicated tab has.
  await page.evaluate(() => void window.open(location.href));
  const copy = await opened;
  await Promise.all([untilOnline(copy), reload(page)]);
  for (const tab of [page, copy]) await untilSent(tab);
  assert.deepEqual(await textsOf(relay), ['one', 'two']);
  await say(copy, 'three');
  await page.getByText('three', { exact: true }).first().waitFor();
  await untilSent(copy);
  assert.deepEqual(await textsOf(relay), ['one', 'two', 'three']);
});

for (const [how, prepare] of [
  [
    'is blocked',
    () => {
      for (const storage of ['sessionStorage', 'localStorage'])
        Object.defineProperty(window, storage, {
          get() {
            throw new DOMException('blocked', 'SecurityError');
          },
        });
    },
  ],
  [
    'is full',
    () => {
      Storage.prototype.setItem = () => {
        throw new DOMException('full', 'QuotaExceededError');
      };
    },
  ],
  [
    'holds something else',
    () => {
      Storage.prototype.getItem = () => '{"lobby": 7}';
    },
  ],
] as const) {
  test(`where the storage ${how}, the chat works all the same`, async t => {
    const relay = await startRelay(t, { demo: true });
    const page = await openWindow(t, relay.url, prepare);
    await say(page, 'Hello');
    await untilSent(page);
    assert.deepEqual(await textsOf(relay), ['Hello']);
    await reload(page);
    await page.getByText('Hello', { exact: true }).first().waitFor();
  });
}

test('what was not sent when the room was left goes when it is entered again', async t => {
  const database = `sqlite:${join(folderOf(t), 'chat.db')}`;
  const first = await startRelay(t, { demo: true, database });
  const page = await openWindow(t, first.url);
  await first.relay.close();
  await page.getByText('Reconnecting…').first().waitFor();
  const sending = page.evaluate(() => document.querySelector('awesome-chat')!.send('Hello'));
  await input(page).fill('half a sentence');
  await page.evaluate(() => Object.assign(document.querySelector('awesome-chat')!, { room: 'kitchen' }));
  await input(page).and(page.locator(':placeholder-shown')).waitFor();
  const second = createRelay({ database });
  t.after(() => second.close());
  await second.listen({ port: first.port, host: '127.0.0.1' });
  await untilOnline(page);
  await page.evaluate(() => document.querySelector('awesome-chat')!.disconnect());
  await page.evaluate(() => Object.assign(document.querySelector('awesome-chat')!, { room: 'lobby' }));
  await page.evaluate(() => document.querySelector('awesome-chat')!.connect());
  assert.equal((await sending).message, 'Hello');
  assert.equal(await input(page).inputValue(), 'half a sentence');
});
