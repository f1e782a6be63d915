import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../support/browser.js';
import { openHostPage } from '../support/host-page.js';
import { startRelay } from '../support/relay.js';

let browser: Browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser.close());

const welcome = 'Welcome to the most interesting chat room on earth!';
const frame = (src: string) => `<!doctype html><body><iframe src="${src}" title="Chat"></iframe>`;

test('a frame has the chat, with its options, and takes all of it', async t => {
  const { url } = await startRelay(t, { demo: false });
  const { page, complaints } = await openHostPage(
    t,
    browser,
    frame(`${url}embed?room=tea&theme=dark&lang=de`),
  );
  const inside = page.frameLocator('iframe');
  await inside.getByText(welcome).waitFor();
  const input = inside.getByRole('textbox', { name: 'Nachricht eingeben' });
  await input.fill('Aus dem Rahmen');
  await input.press('Enter');
  await inside.getByText('Aus dem Rahmen').waitFor();
  const chat = inside.locator('awesome-chat');
  const attributes = await chat.evaluate(element => [
    element.getAttribute('room'),
    element.getAttribute('theme'),
    element.getAttribute('layout'),
  ]);
  assert.deepEqual(attributes, ['tea', 'dark', 'fill']);
  const height = await chat.evaluate(element => element.getBoundingClientRect().height - innerHeight);
  assert.equal(height, 0);
  assert.deepEqual(complaints, []);
});

test('a frame takes neither another relay nor code from its address', async t => {
  const { url } = await startRelay(t);
  const query = 'relay=https://evil.example/&layout=launcher&onclick=alert(1)&src=x&style=color:red';
  const { page } = await openHostPage(t, browser, frame(`${url}embed?${query}`));
  const chat = page.frameLocator('iframe').locator('awesome-chat');
  await chat.waitFor();
  const names = await chat.evaluate(element => element.getAttributeNames().sort());
  assert.deepEqual(names, ['layout', 'relay']);
  assert.equal(await chat.getAttribute('relay'), url);
});

test('only the sites that may use the chat may have it in a frame', async t => {
  const { url } = await startRelay(t, { origins: ['https://example.org', 'https://*.example.net'] });
  const { headers } = await fetch(`${url}embed`);
  const policy = headers.get('content-security-policy')!;
  assert.match(policy, /frame-ancestors 'self' https:\/\/example\.org https:\/\/\*\.example\.net$/);
  assert.match(
    (await fetch(url)).headers.get('content-security-policy') ?? "frame-ancestors 'none'",
    /frame-ancestors 'none'/,
  );
});

test('any site may where the relay serves all', async t => {
  const { url } = await startRelay(t, { basePath: '/deep/chat/' });
  const { headers } = await fetch(`${url}embed`);
  assert.match(headers.get('content-security-policy')!, /frame-ancestors \*$/);
  const { page } = await openHostPage(t, browser, frame(`${url}embed`));
  await page.frameLocator('iframe').getByText(welcome).waitFor();
});
