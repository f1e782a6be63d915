import assert from 'node:assert/strict';
import { after, before, test, type TestContext } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { FaultProxy } from '../faults/proxy.js';
import { launchChromium } from '../support/browser.js';
import { startRelay, type TestRelay } from '../support/relay.js';
import { connect } from '../../widget/client.js';
import { watchWaking } from '../../widget/waking.js';

/** Long before the connection itself would be found dead, which takes 45 s. */
const soon = { timeout: 15_000 };

let browser: Browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser.close());

async function openThroughProxy(t: TestContext): Promise<{ relay: TestRelay; proxy: FaultProxy }> {
  const relay = await startRelay(t, { demo: true, rate: 'off' });
  const proxy = new FaultProxy(() => relay.port);
  await proxy.listen();
  t.after(() => proxy.close());
  return { relay, proxy };
}

async function openPage(t: TestContext, url: string): Promise<Page> {
  const page = await browser.newPage();
  t.after(() => page.close());
  await page.goto(url);
  await page.getByText('Online', { exact: true }).waitFor();
  return page;
}

for (const event of ['pageshow', 'online', 'visibilitychange']) {
  test(`on ${event}, a page whose link died unnoticed is back with what it missed`, async t => {
    const { relay, proxy } = await openThroughProxy(t);
    const page = await openPage(t, proxy.url);
    const bob = await relay.join('lobby', 'Bob');
    proxy.halfOpen();
    for (let count = 1; count <= 250; count++) await bob.send(`missed ${count}`);
    await page.evaluate(name => {
      const target = name === 'visibilitychange' ? document : window;
      target.dispatchEvent(new Event(name, { bubbles: true }));
    }, event);
    await page.getByText('missed 250', { exact: true }).waitFor(soon);
    const missed = await page.evaluate(() => document.querySelector('awesome-chat')!.messages.length);
    assert.equal(missed, 250);
  });
}

test('a page that comes back from the cache is online again, and sends', async t => {
  const { relay, proxy } = await openThroughProxy(t);
  const page = await openPage(t, proxy.url);
  const bob = await relay.join('lobby', 'Bob');
  await page.goto(`${proxy.url}healthz`);
  await bob.send('while it was away');
  await page.goBack();
  await page.getByRole('log').getByText('while it was away').waitFor(soon);
  await page.getByRole('textbox', { name: /message/i }).fill('back again');
  await page.keyboard.press('Enter');
  await bob.messages.nextThat(({ message }) => message === 'back again');
});

test('a link that is alive is kept when the page wakes', async t => {
  const { relay, proxy } = await openThroughProxy(t);
  const page = await openPage(t, proxy.url);
  const statuses = await page.evaluateHandle(() => {
    const told: string[] = [];
    const chat = document.querySelector('awesome-chat')!;
    chat.addEventListener('awesome-chat-status', ({ detail }) => told.push(detail.status));
    return told;
  });
  await page.evaluate(() => dispatchEvent(new Event('pageshow')));
  const bob = await relay.join('lobby', 'Bob');
  await bob.send('still here');
  await page.getByRole('log').getByText('still here').waitFor(soon);
  assert.deepEqual(await statuses.jsonValue(), []);
});

test('a machine that slept is noticed by its clock', t => {
  let now = 1_000_000;
  t.mock.method(Date, 'now', () => now);
  t.mock.timers.enable({ apis: ['setInterval'] });
  let woken = 0;
  const stop = watchWaking(() => woken++);
  const tick = (ms: number) => {
    now += ms;
    t.mock.timers.tick(10_000);
  };
  tick(10_000);
  tick(12_000);
  assert.equal(woken, 0);
  tick(24 * 3600_000);
  assert.equal(woken, 1);
  tick(10_000);
  assert.equal(woken, 1);
  stop();
  tick(24 * 3600_000);
  assert.equal(woken, 1);
});

test('a client that was cut off for long comes back with all that it missed, in order', async t => {
  const { relay, proxy } = await openThroughProxy(t);
  const manager = { reconnectionDelay: 20, reconnectionDelayMax: 50 };
  const room = await connect({ relay: proxy.url, manager });
  t.after(() => room.close());
  const bob = await relay.join('lobby', 'Bob');
  proxy.refuses = true;
  proxy.cut();
  for (let count = 0; count < 450; count++) await bob.send(`missed ${count}`);
  const all = new Promise<void>(resolve =>
    room.on('message', ({ message }) => message.message === 'missed 449' && resolve()),
  );
  proxy.refuses = false;
  await all;
  assert.deepEqual(
    room.messages.map(({ message }) => message),
    Array.from({ length: 450 }, (_, count) => `missed ${count}`),
  );
});
