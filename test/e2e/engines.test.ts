import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { createRelay } from '../../server/relay.js';
import { launchEngine, until, type EngineBrowser, type Tab } from '../support/engines/tab.js';
import { folderOf } from '../support/folder.js';
import { serveSite } from '../support/host-page.js';
import { hearAudit, HOUR_MS, openModerated } from '../support/moderated.js';
import { startRelay } from '../support/relay.js';

// The main paths from end to end, in whatever engine TEST_ENGINE names: see scripts/browsers.ts.

const WELCOME = 'Welcome to the most interesting chat room on earth!';

async function launch(t: TestContext): Promise<EngineBrowser> {
  const browser = await launchEngine();
  t.after(() => browser.close());
  return browser;
}

async function openChat(t: TestContext, url: string): Promise<Tab> {
  const tab = await (await launch(t)).newTab();
  await tab.open(url);
  await untilStatus(tab, 'online');
  return tab;
}

const untilStatus = (tab: Tab, status: string) =>
  until(tab, wanted => document.querySelector('awesome-chat')?.status === wanted, status);

const untilShown = (tab: Tab, text: string) =>
  until(
    tab,
    wanted => {
      const log = document.querySelector('awesome-chat')?.shadowRoot?.querySelector('[role=log]');
      return (log as HTMLElement | undefined)?.innerText.includes(wanted);
    },
    text,
  );

const untilBanned = (tab: Tab) =>
  until(tab, () =>
    document.querySelector('awesome-chat')?.shadowRoot?.textContent?.includes('You are banned.'),
  );

/** Until the chat is open and has the keys: they take it a frame. */
const untilWriting = (tab: Tab) =>
  until(tab, () => {
    const { open, shadowRoot } = document.querySelector('awesome-chat')!;
    return open && shadowRoot!.activeElement?.localName === 'textarea';
  });

const focusChat = (tab: Tab) => tab.run(() => document.querySelector('awesome-chat')!.focus());

/** Runs on the page: whether what has the focus within the chat is such an element. */
const isFocused = (selector: string) =>
  document.querySelector('awesome-chat')!.shadowRoot!.activeElement?.matches(selector);

/** Presses Tab, or Tab with Shift, until such an element of the chat has the focus. */
async function walkTo(tab: Tab, selector: string, step = () => tab.press('Tab')): Promise<void> {
  for (let count = 0; count < 30; count++) {
    await step();
    if (await tab.run(isFocused, selector)) return;
  }
  assert.fail(`Tab does not lead to ${selector}.`);
}

const untilFocus = (tab: Tab, selector: string) => until(tab, isFocused, selector);

const untilPart = (tab: Tab, name: string) =>
  until(
    tab,
    wanted => document.querySelector('awesome-chat')!.shadowRoot!.querySelector(`[part~=${wanted}]`) !== null,
    name,
  );

async function say(tab: Tab, text: string): Promise<void> {
  await focusChat(tab);
  await tab.type(text);
  await tab.press('Enter');
}

const myId = (tab: Tab) => tab.run(() => document.querySelector('awesome-chat')!.me!.id);
const untilAnother = (tab: Tab, id: string) =>
  until(
    tab,
    before => {
      const { me, status } = document.querySelector('awesome-chat')!;
      return status === 'online' && me && me.id !== before;
    },
    id,
  );
const texts = (tab: Tab) =>
  tab.run(() => document.querySelector('awesome-chat')!.messages.map(({ message }) => message));

test('a visitor of another site is greeted, talks with others, and is the same person after a reload', async t => {
  const relay = await startRelay(t);
  const bob = await relay.join('lobby', 'Bob');
  const site = await serveSite(t, `<!doctype html><body><script src="${relay.url}awesome-chat.js"></script>`);
  const tab = await openChat(t, site);
  await untilShown(tab, WELCOME);
  await say(tab, 'Hello, Bob');
  const heard = await bob.messages.nextThat(({ message }) => message === 'Hello, Bob');
  assert.equal(heard.from.id, await myId(tab));
  await bob.send('Hello to you');
  await untilShown(tab, 'Hello to you');
  await tab.reload();
  await untilShown(tab, 'Hello to you');
  assert.equal(await myId(tab), heard.from.id);
  assert.deepEqual(await texts(tab), ['Hello, Bob', 'Hello to you']);
});

test('what is typed while the relay is away goes out once it is back', async t => {
  const database = `sqlite:${join(folderOf(t), 'chat.db')}`;
  const first = await startRelay(t, { demo: true, database });
  const tab = await openChat(t, first.url);
  await say(tab, 'before');
  await untilShown(tab, 'before');
  await first.relay.close();
  await until(tab, () => document.querySelector('awesome-chat')!.status !== 'online');
  await say(tab, 'meanwhile');
  const second = createRelay({ database, rate: 'off' });
  t.after(() => second.close());
  await second.listen({ port: first.port, host: '127.0.0.1' });
  await until(tab, () => document.querySelector('awesome-chat')!.messages.length === 2);
  assert.deepEqual(await texts(tab), ['before', 'meanwhile']);
});

test('half a sentence is still there after a reload', async t => {
  const relay = await startRelay(t, { demo: true });
  const tab = await openChat(t, relay.url);
  await focusChat(tab);
  await tab.type('half a sen');
  await tab.reload();
  await untilStatus(tab, 'online');
  await until(
    tab,
    () =>
      document.querySelector('awesome-chat')!.shadowRoot!.querySelector('textarea')!.value === 'half a sen',
  );
});

test('a second tab is the same person, and shows what the first one says', async t => {
  const relay = await startRelay(t, { demo: true });
  const browser = await launch(t);
  const first = await browser.newTab();
  await first.open(relay.url);
  await untilStatus(first, 'online');
  await say(first, 'from the first');
  await untilShown(first, 'from the first');
  const second = await browser.newTab();
  await second.open(relay.url);
  await untilShown(second, 'from the first');
  assert.equal(await myId(second), await myId(first));
  await say(second, 'from the second');
  await untilShown(first, 'from the second');
});

test('tabs that were open before anything was typed are one person with the first word, and signed out together', async t => {
  const relay = await startRelay(t, { demo: true });
  const browser = await launch(t);
  const [first, second] = [await browser.newTab(), await browser.newTab()];
  for (const tab of [first, second]) {
    await tab.open(relay.url);
    await untilStatus(tab, 'online');
  }
  const guest = await myId(second);
  await say(first, 'the first word');
  const id = await myId(first);
  assert.notEqual(id, guest);
  await untilAnother(second, guest);
  assert.equal(await myId(second), id);
  await say(second, 'the second word');
  await untilShown(first, 'the second word');
  await first.run(() => document.querySelector('awesome-chat')!.signOut());
  await untilAnother(first, id);
  await untilAnother(second, id);
});

test('what a moderator removes is gone at once, and who is banned stays out', async t => {
  hearAudit(t);
  const { relay, mod, moderate } = await openModerated(t, { demo: true });
  const tab = await openChat(t, relay.url);
  await say(tab, 'something bad');
  const { id, from } = await mod.messages.nextThat(({ message }) => message === 'something bad');
  await untilShown(tab, 'something bad');
  await mod.askFor('remove', { room: 'lobby', id });
  await untilShown(tab, 'This message was removed.');
  assert.deepEqual(await texts(tab), ['']);
  await moderate({ action: 'ban', person: from.id, forMs: HOUR_MS });
  await untilBanned(tab);
  await tab.run(() => localStorage.clear());
  await tab.reload();
  await untilBanned(tab);
});

test('the launcher opens the chat, which has the keys, and Escape closes it', async t => {
  const relay = await startRelay(t);
  const html = `<!doctype html><body><button>Page</button>
    <script src="${relay.url}awesome-chat.js" data-layout="launcher"></script>`;
  const tab = await openChat(t, await serveSite(t, html));
  await untilPart(tab, 'launcher');
  await tab.run(() =>
    document
      .querySelector('awesome-chat')!
      .shadowRoot!.querySelector<HTMLElement>('[part~=launcher]')!
      .click(),
  );
  await untilWriting(tab);
  await tab.type('from the panel');
  await tab.press('Enter');
  await until(tab, () => document.querySelector('awesome-chat')!.messages.length === 1);
  await tab.press('Escape');
  await until(tab, () => !document.querySelector('awesome-chat')!.open);
});

test('by keyboard alone one comes to the chat, opens it, writes and closes it', async t => {
  const relay = await startRelay(t);
  const html = `<!doctype html><body><button autofocus>Page</button>
    <script src="${relay.url}awesome-chat.js" data-layout="launcher"></script>`;
  const tab = await openChat(t, await serveSite(t, html));
  await untilPart(tab, 'people-list');
  await tab.run(() => document.querySelector('button')!.focus());
  await walkTo(tab, '[part~=launcher]');
  await tab.press('Enter');
  await untilWriting(tab);
  await tab.type('all by keys');
  await tab.press('Enter');
  await until(tab, () => document.querySelector('awesome-chat')!.messages.length === 1);
  await tab.press('Escape');
  await until(tab, () => {
    const { open, shadowRoot } = document.querySelector('awesome-chat')!;
    return !open && shadowRoot!.activeElement?.matches('[part~=launcher]');
  });
});

test('by keyboard alone one reads what was said, sees what can be done about it, and who is here', async t => {
  const relay = await startRelay(t, { demo: true });
  const bob = await relay.join('lobby', 'Bob');
  const tab = await openChat(t, relay.url);
  await bob.send('from Bob');
  await untilShown(tab, 'from Bob');
  await untilPart(tab, 'people-list');
  await focusChat(tab);
  const back = () => tab.pressBack();
  await walkTo(tab, '[role=log]', back);
  await tab.press('ArrowUp');
  await untilFocus(tab, '[role=article][aria-label^="Bob: from Bob"]');
  await walkTo(tab, '[part=actions]');
  await tab.press('Enter');
  await untilFocus(tab, '[role=menuitem]');
  await tab.press('Escape');
  await untilFocus(tab, '[part=actions]');
  await walkTo(tab, '[part=people]', back);
  await tab.press('Enter');
  await until(tab, () =>
    document
      .querySelector('awesome-chat')!
      .shadowRoot!.querySelector<HTMLElement>('[part=people-list]')!
      .innerText.includes('Bob'),
  );
  await tab.press('Escape');
  await untilFocus(tab, '[part=people]');
  await walkTo(tab, 'textarea');
  await tab.type('to Bob');
  await tab.press('Enter');
  await bob.messages.nextThat(({ message }) => message === 'to Bob');
});

test('under the strictest policy that names the relay, nothing is refused', async t => {
  const relay = await startRelay(t);
  const policy = `default-src 'none'; img-src 'self'; script-src ${relay.url} 'nonce-of-the-page'; connect-src ${relay.url} ${relay.url.replace('http', 'ws')}; require-trusted-types-for 'script'; trusted-types lit-html`;
  const html = `<!doctype html><body><script nonce="of-the-page">
      window.complaints = [];
      addEventListener('securitypolicyviolation', event => complaints.push(event.violatedDirective), true);
    </script><script src="${relay.url}awesome-chat.js"></script>`;
  const tab = await openChat(t, await serveSite(t, html, { 'Content-Security-Policy': policy }));
  await say(tab, 'quietly');
  await untilShown(tab, 'quietly');
  const complaints = await tab.run(() => (window as unknown as { complaints: string[] }).complaints);
  assert.deepEqual(complaints, []);
});

test('the page of 2013 talks with the widget of today', async t => {
  const relay = await startRelay(t, { demo: true });
  const bob = await relay.join('lobby', 'Bob');
  const tab = await (await launch(t)).newTab();
  await tab.open(`${relay.url}2013`);
  await until(tab, wanted => document.body.innerText.includes(wanted), WELCOME);
  await tab.run(() => document.querySelector<HTMLInputElement>('input')!.focus());
  await tab.type('from 2013');
  await tab.press('Enter');
  await bob.messages.nextThat(({ message }) => message === 'from 2013');
  await bob.send('from today');
  await until(tab, wanted => document.body.innerText.includes(wanted), 'from today');
});
