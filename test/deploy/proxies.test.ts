import assert from 'node:assert/strict';
import { request } from 'node:https';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { after, before, test, type TestContext } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { addressOf } from '../../server/address.js';
import { createRelay, type Relay, type RelayOptions } from '../../server/relay.js';
import { launchChromium } from '../support/browser.js';
import { folderOf } from '../support/folder.js';
import { isFound } from './found.js';
import { proxies, type Proxy } from './programs.js';

let browser: Browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser.close());

interface Place {
  proxy: Proxy;
  context: BrowserContext;
  /** Addresses of those who asked, as the relay believes them. */
  addresses: string[];
  /** Ends the relay, and starts another on the same database and port. */
  restart(): Promise<void>;
}

async function open(t: TestContext, name: string, basePath: string): Promise<Place> {
  const database = `sqlite:${join(folderOf(t), 'chat.db')}`;
  const options: RelayOptions = { database, basePath, trustProxy: 1, demo: true };
  const addresses: string[] = [];
  const answers = (asked: IncomingMessage) => {
    addresses.push(addressOf(asked, 1));
    return false;
  };
  const start = () => createRelay(options, { folders: [], onConnection: () => {}, answers });
  let relay: Relay = start();
  const { port } = await relay.listen({ host: '127.0.0.1' });
  t.after(() => relay.close());
  const proxy = await proxies[name]!(t, { relayPort: port, basePath });
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  t.after(() => context.close());
  const restart = async () => {
    await relay.close();
    relay = start();
    await relay.listen({ host: '127.0.0.1', port });
  };
  return { proxy, context, addresses, restart };
}

async function enter({ context, proxy }: Place, nickname: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${proxy.url}?nickname=${nickname}`);
  await page.getByText('Online', { exact: true }).waitFor();
  return page;
}

async function say(page: Page, text: string): Promise<void> {
  const field = page.getByRole('textbox', { name: /message/i });
  await field.fill(text);
  await field.press('Enter');
}

const hears = (page: Page, text: string) => page.getByRole('log').getByText(text).waitFor();

for (const name of Object.keys(proxies).filter(isFound))
  for (const basePath of ['/', '/chat/']) {
    const where = `behind ${name} at ${basePath}`;

    test(`${where} two visitors talk over a websocket, and a restart of the relay loses nothing`, async t => {
      const place = await open(t, name, basePath);
      const ada = await enter(place, 'Ada');
      const opening = place.context.waitForEvent('page').then(page => page.waitForEvent('websocket'));
      const bob = await enter(place, 'Bob');
      assert.match((await opening).url(), /^wss:.*transport=websocket/);
      await say(ada, 'Hello, Bob');
      await hears(bob, 'Hello, Bob');
      await place.restart();
      await say(bob, 'Still here?');
      await hears(ada, 'Still here?');
      await say(ada, 'Yes.');
      await hears(bob, 'Yes.');
    });

    test(`${where} a visitor without websockets talks over polling`, async t => {
      const place = await open(t, name, basePath);
      const ada = await enter(place, 'Ada');
      await place.context.addInitScript(
        'window.WebSocket = class { constructor() { setTimeout(() => this.onerror({})); } close() {} }',
      );
      const bob = await enter(place, 'Bob');
      await say(bob, 'The slow way');
      await hears(ada, 'The slow way');
      await say(ada, 'It works.');
      await hears(bob, 'It works.');
    });

    test(`${where} a visitor has their own address, and cannot claim another`, async t => {
      const { proxy, addresses } = await open(t, name, basePath);
      const address = `${proxy.url}healthz`;
      await ask(address, '127.0.0.2', '203.0.113.9');
      assert.deepEqual(addresses, ['127.0.0.2']);
    });
  }

/** Asks from an address of this machine, and claims to come from another. */
function ask(address: string, localAddress: string, claimed: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const { host, port, pathname } = new URL(address);
    const headers = { Host: host, 'X-Forwarded-For': claimed };
    const where = { host: '127.0.0.1', port, path: pathname, servername: 'localhost', localAddress };
    const asking = request({ ...where, headers, rejectUnauthorized: false }, response => {
      response.resume();
      response.once('end', resolve);
    });
    asking.once('error', reject);
    asking.end();
  });
}
