import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { after, before, test, type TestContext } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { axeViolations } from '../support/axe.js';
import { launchChromium } from '../support/browser.js';
import { openDemoPage } from '../support/demo-page.js';
import { folderOf } from '../support/folder.js';

let browser: Browser;

before(async () => {
  browser = await launchChromium();
});

after(() => browser.close());

/** A relay in a process of its own, as the command runs it. @returns its address, and its process id. */
async function startCommand(t: TestContext, args: string[] = ['--demo'], env: NodeJS.ProcessEnv = {}) {
  const database = `sqlite:${join(folderOf(t), 'chat.db')}`;
  const child = spawn(process.execPath, ['dist/server/main.js', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, HOST: '127.0.0.1', PORT: '0', DATABASE_URL: database, ...env },
  });
  t.after(async () => {
    if (child.exitCode !== null) return;
    child.kill();
    await once(child, 'exit');
  });
  let said = '';
  for await (const chunk of child.stdout) {
    said += String(chunk);
    const [url] = /http:\/\/\S+/.exec(said) ?? [];
    if (url) return { url, child, said };
  }
  throw new Error('The relay ended before it listened.');
}

const openPage = (t: TestContext, url: string, options?: BrowserContextOptions) =>
  openDemoPage(t, browser, url, options);

/** A visitor of a relay that is to be broken. */
async function openPanel(t: TestContext, options?: BrowserContextOptions): Promise<Page> {
  const { url } = await startCommand(t, ['--demo'], { CHAT_RATE: '20/1s burst 20' });
  return openPage(t, url, options);
}

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();

const sendMany = (page: Page) => press(page, 'Send 20 messages while it breaks');

async function untilArrived(page: Page, count: number): Promise<void> {
  await page
    .locator('#verdict', { hasText: `All ${count} arrived, each once.` })
    .waitFor({ timeout: 60_000 });
}

/** What the ledger says, in its order. */
function counts(page: Page): Promise<string> {
  return page.locator('.ledger').evaluate(list => {
    const texts = [...list.children].map(({ children }) =>
      [...children].map(part => part.textContent).join(' '),
    );
    return texts.join(', ');
  });
}

/** The texts in the log, as another visitor who comes now is shown them. */
async function textsForAnother(t: TestContext, page: Page): Promise<string[]> {
  const other = await openPage(t, page.url());
  return other.evaluate(() => document.querySelector('awesome-chat')!.messages.map(({ message }) => message));
}

const withoutTime = (text: string) => text.replace(/, [\d:]{8}$/, '');

async function assertAllThere(t: TestContext, page: Page, count: number): Promise<void> {
  await untilArrived(page, count);
  assert.equal(await counts(page), `Sent ${count}, Confirmed ${count}, Shown ${count}, Lost 0, Twice 0`);
  const expected = Array.from({ length: count }, (_, index) => `Number ${index + 1}`);
  assert.deepEqual((await textsForAnother(t, page)).map(withoutTime), expected);
  const shown = page.getByRole('log').getByText(/^Number \d+, [\d:]{8}$/);
  assert.deepEqual((await shown.allTextContents()).map(withoutTime), expected);
}

test('who cuts their connection while they send loses nothing, and is told when they are back', async t => {
  const page = await openPanel(t);
  await sendMany(page);
  await press(page, 'Cut my connection');
  await page
    .getByText(/You were back after \d+\.\d\ss\./)
    .first()
    .waitFor();
  await assertAllThere(t, page, 20);
});

test('a cut reaches nobody else', async t => {
  const page = await openPanel(t);
  const other = await openPage(t, page.url());
  await other.evaluate(() => {
    const statuses: string[] = [];
    document.body.addEventListener('awesome-chat-status', ({ detail }) => statuses.push(detail.status));
    Object.assign(globalThis, { statuses });
  });
  await press(page, 'Cut my connection');
  await page
    .getByText(/You were back after/)
    .first()
    .waitFor();
  assert.deepEqual(await other.evaluate('statuses'), []);
});

test('messages whose acks are lost are neither lost nor there twice', async t => {
  const page = await openPanel(t);
  await press(page, 'Lose acks');
  await page.getByText(/Acks are being lost for \d+ s more\./).waitFor();
  // Who hears nothing loses patience with the relay, and connects anew.
  const anew = page.waitForEvent('websocket', { timeout: 60_000 });
  await sendMany(page);
  await anew;
  await page.locator('#lose-acks-state', { hasText: 'Acks come again.' }).waitFor({ timeout: 60_000 });
  await assertAllThere(t, page, 20);
});

test('delay makes everything take two seconds each way, until it is pressed again', async t => {
  const page = await openPanel(t);
  const delay = page.getByRole('button', { name: 'Delay' });
  const secondsToSend = async (text: string) =>
    page.evaluate(async words => {
      const began = performance.now();
      await document.querySelector('awesome-chat')!.send(words);
      return (performance.now() - began) / 1000;
    }, text);
  await delay.click();
  await page.getByText('Everything takes 2 s now, each way.').first().waitFor();
  assert.equal(await delay.getAttribute('aria-pressed'), 'true');
  assert.ok((await secondsToSend('slow')) >= 3.9);
  await delay.click();
  await page.locator('#delay-state', { hasText: 'until you press again' }).waitFor();
  assert.equal(await delay.getAttribute('aria-pressed'), 'false');
  assert.ok((await secondsToSend('quick')) < 3.9);
  await untilArrived(page, 2);
  assert.deepEqual(await textsForAnother(t, page), ['slow', 'quick']);
});

test('who is cut off while everything is delayed loses nothing', async t => {
  const page = await openPanel(t);
  await press(page, 'Delay');
  await page.getByText('Everything takes 2 s now, each way.').first().waitFor();
  await sendMany(page);
  await press(page, 'Cut my connection');
  await page
    .getByText(/You were back after/)
    .first()
    .waitFor();
  await press(page, 'Delay');
  await assertAllThere(t, page, 20);
});

test('the relay restarts in its process, for everyone, and nothing is lost', async t => {
  const { url, child } = await startCommand(t);
  const page = await openPage(t, url);
  const other = await openPage(t, url);
  await sendMany(page);
  // At the usual rate half of them wait for their turn.
  await page.locator('#verdict', { hasText: 'they wait, and go by themselves' }).waitFor();
  await press(page, 'Restart the relay');
  await page
    .getByText(/You were back after/)
    .first()
    .waitFor();
  assert.equal(child.exitCode, null);
  await assertAllThere(t, page, 20);
  await other
    .getByRole('log')
    .getByText(/^Number 20,/)
    .waitFor();
});

test('a restart right after another is refused, and so is one that would forget the messages', async t => {
  const page = await openPanel(t);
  await press(page, 'Restart the relay');
  await page
    .getByText(/You were back after/)
    .first()
    .waitFor();
  await press(page, 'Restart the relay');
  await page.getByText('It was restarted just now.').first().waitFor();
  const { url } = await startCommand(t, ['--demo'], { DATABASE_URL: 'sqlite::memory:' });
  const forgetful = await openPage(t, url);
  await press(forgetful, 'Restart the relay');
  await forgetful
    .getByText(/keeps messages in memory only/)
    .first()
    .waitFor();
});

test('the panel works by keyboard alone', async t => {
  const page = await openPanel(t);
  await page.getByRole('button', { name: 'Send 20 messages' }).focus();
  await page.keyboard.press('Enter');
  await untilArrived(page, 20);
  for (const name of ['Cut my connection', 'Lose acks', 'Delay']) {
    await page.keyboard.press('Tab');
    const focused = page.locator('button:focus');
    assert.equal((await focused.textContent())!.trim(), name);
  }
  await page.keyboard.press('Space');
  await page.locator('#delay[aria-pressed="true"]').waitFor();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the panel is accessible in ${colorScheme}`, async t => {
    const page = await openPanel(t, { colorScheme });
    assert.deepEqual(await axeViolations(page), []);
    await sendMany(page);
    await press(page, 'Lose acks');
    await press(page, 'Delay');
    await page.locator('#delay[aria-pressed="true"]').waitFor();
    assert.deepEqual(await axeViolations(page), []);
  });
}

test('nothing of the panel sticks out of a page of 320 px', async t => {
  const page = await openPanel(t, { viewport: { width: 320, height: 640 } });
  await sendMany(page);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
});

/** Asks for a fault as a page of that origin would. */
function order(url: string, body: string, origin: string | undefined = new URL(url).origin) {
  return fetch(`${url}demo/faults`, { method: 'POST', body, headers: origin ? { Origin: origin } : {} });
}

const CUT = JSON.stringify({ fault: 'cut', person: 'nobody' });

test('without the flag the page has no panel, and there is nothing to ask', async t => {
  const { url, said } = await startCommand(t, []);
  assert.doesNotMatch(said, /--demo/);
  const page = await openPage(t, url);
  assert.equal(await page.getByRole('heading', { name: 'Break it' }).count(), 0);
  assert.doesNotMatch(await (await fetch(url)).text(), /break/i);
  for (const path of ['panel.js', 'panel.css', 'ledger.js', 'demo/faults', 'break-it/panel.js', 'break-it']) {
    assert.equal((await fetch(url + path)).status, 404, path);
  }
  assert.equal((await order(url, CUT)).status, 404);
});

test('with the demo off there are no pages and no panel', async t => {
  const { url } = await startCommand(t, ['--demo', '--demo', 'off']);
  assert.equal((await fetch(url)).status, 404);
  assert.equal((await order(url, CUT)).status, 404);
});

test('the panel works under a sub-path', async t => {
  const { url } = await startCommand(t, ['--demo', '--base-path', '/deep/chat/']);
  const page = await openPage(t, `${url}`);
  await press(page, 'Cut my connection');
  await page
    .getByText(/You were back after/)
    .first()
    .waitFor();
});

test('only the relay’s own page may ask for a fault, and only in few words', async t => {
  const { url } = await startCommand(t);
  assert.equal((await order(url, CUT)).status, 200);
  for (const origin of ['https://example.org', 'null', '', 'http://127.0.0.1:1']) {
    assert.equal((await order(url, CUT, origin)).status, 403, origin);
  }
  assert.equal((await order(url, CUT + ' '.repeat(500))).status, 413);
  for (const body of ['', '{', '[]', '{"fault":"cut"}', '{"fault":"fire","person":"nobody"}']) {
    assert.equal((await order(url, body)).status, 400, body);
  }
  assert.equal((await fetch(`${url}demo/faults`)).status, 404);
});
