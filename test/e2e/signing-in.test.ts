import assert from 'node:assert/strict';
import { after, before, test, type TestContext } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { RelayOptions } from '../../server/relay.js';
import { launchChromium } from '../support/browser.js';
import { openHostPage } from '../support/host-page.js';
import { SECRET, secondsFromNow, tokenOf } from '../support/jwt.js';
import { startRelay, type TestRelay } from '../support/relay.js';

let browser: Browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser.close());

const startSigning = (t: TestContext, options: RelayOptions = {}) =>
  startRelay(t, { tokenSecret: SECRET, ...options });

/** A page of a site whose server makes tokens: each time the page asks, the next of these; the last from then on. */
async function openSite(t: TestContext, relay: TestRelay, tokens: (string | undefined)[]) {
  const { page } = await openHostPage(t, browser, '<!doctype html><body>');
  let asked = 0;
  await page.exposeFunction('askSite', () => tokens[Math.min(asked++, tokens.length - 1)]);
  await page.evaluate(() => {
    const chat = document.createElement('awesome-chat');
    chat.tokenProvider = (window as unknown as { askSite: () => Promise<string | undefined> }).askSite;
    document.body.append(chat);
  });
  await page.addScriptTag({ url: `${relay.url}awesome-chat.js` });
  return { page, asked: () => asked };
}

const pageWith = ({ url }: TestRelay, attributes: string) =>
  `<!doctype html><body><awesome-chat ${attributes}></awesome-chat><script src="${url}awesome-chat.js"></script>`;

const status = (page: Page) => page.evaluate(() => document.querySelector('awesome-chat')!.status);
const me = (page: Page) => page.evaluate(() => document.querySelector('awesome-chat')!.me);
const untilStatus = (page: Page, wanted: string) =>
  page.waitForFunction(word => document.querySelector('awesome-chat')?.status === word, wanted);
const untilIsMe = (page: Page, name: string) =>
  page.waitForFunction(word => document.querySelector('awesome-chat')?.me?.name === word, name);
const input = (page: Page) => page.getByRole('textbox', { name: /message/i });

const setToken = (page: Page, token: string) =>
  page.evaluate(token => void (document.querySelector('awesome-chat')!.token = token), token);

/** Lets no frame of a page out that has a word in it. @returns lets them out again */
async function swallow(page: Page, word: string): Promise<() => Promise<void>> {
  await page.evaluate(`(() => {
    const { send } = WebSocket.prototype;
    WebSocket.prototype.send = function (frame) {
      if (!frame.includes('"${word}"')) send.call(this, frame);
    };
    window.letOut = () => (WebSocket.prototype.send = send);
  })()`);
  return () => page.evaluate('void letOut()');
}

async function say(page: Page, text: string): Promise<void> {
  await input(page).fill(text);
  await input(page).press('Enter');
}

test('who comes with a token is whom the site says, and the token is not left on the page', async t => {
  const relay = await startSigning(t);
  const token = tokenOf({ name: 'Ada' });
  const { page } = await openHostPage(t, browser, pageWith(relay, `token="${token}"`));
  await untilStatus(page, 'online');
  assert.equal((await me(page))?.name, 'Ada');
  assert.doesNotMatch(await page.content(), /token=/);
  assert.equal(await page.evaluate(() => document.querySelector('awesome-chat')!.token), token);
  const bob = await relay.join('lobby', 'Bob');
  await say(page, 'Hello');
  const { from } = await bob.messages.nextThat(({ message }) => message === 'Hello');
  assert.deepEqual([from.name, from.verified], ['Ada', true]);
  await page.getByText('Chatting as Ada').waitFor();
  await page.locator('[part=people-list]').waitFor({ state: 'attached' });
  assert.equal(await page.getByRole('button', { name: 'Ada' }).isDisabled(), true);
  const stored = await page.evaluate(() => JSON.stringify([sessionStorage, localStorage]));
  assert.ok(!stored.includes(token));
});

test('a token has no place in an address', async t => {
  const relay = await startSigning(t);
  const token = tokenOf({ name: 'Ada' });
  const tag = `<script src="${relay.url}awesome-chat.js?token=${token}&room=tea"></script>`;
  const pages = [
    (await openHostPage(t, browser, `<!doctype html><body>${tag}`)).page,
    await browser.newPage({ baseURL: relay.url }),
  ];
  t.after(() => pages[1]!.close());
  await pages[1]!.goto(`embed?room=tea&token=${token}`);
  for (const page of pages) {
    await untilStatus(page, 'online');
    assert.match((await me(page))!.name, /^Guest \d{4}$/);
    assert.equal(await page.evaluate(() => document.querySelector('awesome-chat')!.room), 'tea');
  }
});

test('a tag says the token, too, and keeps it no longer', async t => {
  const relay = await startSigning(t);
  const html = `<!doctype html><body><script src="${relay.url}awesome-chat.js" data-token="${tokenOf({ name: 'Ada' })}"></script>`;
  const { page } = await openHostPage(t, browser, html);
  await untilIsMe(page, 'Ada');
  assert.doesNotMatch(await page.content(), /token=/);
});

test('a visitor who signs in on the page becomes a member, and who signs out a guest', async t => {
  const relay = await startSigning(t);
  const { page } = await openHostPage(t, browser, pageWith(relay, ''));
  await untilStatus(page, 'online');
  await say(page, 'as a guest');
  await page.waitForFunction(() => document.querySelector('awesome-chat')!.messages.length === 1);
  const guest = (await me(page))!.id;
  await page.evaluate(
    token => (document.querySelector('awesome-chat')!.token = token),
    tokenOf({ name: 'Ada' }),
  );
  await untilIsMe(page, 'Ada');
  await say(page, 'as a member');
  await page.waitForFunction(() => document.querySelector('awesome-chat')!.messages.length === 2);
  await page.evaluate(() => document.querySelector('awesome-chat')!.signOut());
  await page.waitForFunction(() => document.querySelector('awesome-chat')!.me?.name.startsWith('Guest'));
  await untilStatus(page, 'online');
  assert.notEqual((await me(page))!.id, guest);
  assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0);
  await say(page, 'as another guest');
  await page.waitForFunction(() => document.querySelector('awesome-chat')!.messages.length === 3);
  const { messages } = (await relay.join('lobby')).joined;
  assert.deepEqual(
    messages.map(({ from }) => from.verified),
    [undefined, true, undefined],
  );
  assert.equal(new Set(messages.map(({ from }) => from.id)).size, 3);
});

test('a provider is asked before the token ends, and the chat goes on without a break', async t => {
  const relay = await startSigning(t);
  const soon = tokenOf({ name: 'Ada', exp: secondsFromNow(4) });
  const { page, asked } = await openSite(t, relay, [soon, tokenOf({ name: 'Ada' })]);
  const sent: string[] = [];
  page.on('websocket', socket => socket.on('framesent', ({ payload }) => sent.push(String(payload))));
  await untilIsMe(page, 'Ada');
  const heard = await page.evaluateHandle(() => {
    const told: string[] = [];
    const chat = document.querySelector('awesome-chat')!;
    chat.addEventListener('awesome-chat-status', ({ detail }) => told.push(detail.status));
    return told;
  });
  await page.waitForFunction(first => document.querySelector('awesome-chat')!.token !== first, soon);
  await say(page, 'still here');
  await page.waitForFunction(() => document.querySelector('awesome-chat')!.messages.length === 1);
  assert.equal(asked(), 2);
  assert.ok(sent.some(frame => frame.includes('"renew"')));
  assert.deepEqual(
    (await heard.jsonValue()).filter(word => word !== 'online'),
    [],
  );
});

test('a provider is asked again where its token has ended', async t => {
  const relay = await startSigning(t);
  const ended = tokenOf({ name: 'Ada', exp: secondsFromNow(-120) });
  const { page, asked } = await openSite(t, relay, [ended, tokenOf({ name: 'Ada' })]);
  await untilIsMe(page, 'Ada');
  await untilStatus(page, 'online');
  assert.equal(asked(), 2);
});

test('a provider without a token makes a guest, where guests may come in', async t => {
  const { page } = await openSite(t, await startSigning(t), [undefined]);
  await untilStatus(page, 'online');
  assert.match((await me(page))!.name, /^Guest/);
});

test('where guests may not come in they are told to sign in, and are in once they have', async t => {
  const relay = await startSigning(t, { guests: 'none' });
  const { page } = await openHostPage(t, browser, pageWith(relay, ''));
  await page.getByText('Please sign in on this site.').first().waitFor();
  assert.equal(await status(page), 'refused');
  await page.evaluate(
    token => (document.querySelector('awesome-chat')!.token = token),
    tokenOf({ name: 'Ada' }),
  );
  await untilStatus(page, 'online');
  assert.equal(await page.getByText('Please sign in on this site.').count(), 0);
});

test('what a member has typed does not go out as a guest’s', async t => {
  const relay = await startSigning(t);
  const { page } = await openHostPage(t, browser, pageWith(relay, `token="${tokenOf({ name: 'Ada' })}"`));
  await untilStatus(page, 'online');
  await swallow(page, 'userMessage');
  await say(page, 'in confidence');
  await setToken(page, '');
  await page.getByRole('log').getByText('Not sent.').waitFor();
  await page.waitForFunction(() => document.querySelector('awesome-chat')!.me?.name.startsWith('Guest'));
  assert.deepEqual((await relay.join('lobby')).joined.messages, []);
});

test('what a guest has typed does not go out in the name of the member that they become', async t => {
  const relay = await startSigning(t);
  const { page } = await openHostPage(t, browser, pageWith(relay, ''));
  await untilStatus(page, 'online');
  const letOut = await swallow(page, 'userMessage');
  await say(page, 'without a name');
  await letOut();
  await setToken(page, tokenOf({ name: 'Ada' }));
  await page.getByRole('log').getByText('Not sent.').waitFor();
  await untilIsMe(page, 'Ada');
  assert.deepEqual((await relay.join('lobby')).joined.messages, []);
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('log').getByText('Not sent.').waitFor({ state: 'hidden' });
  const [message] = (await relay.join('lobby')).joined.messages;
  assert.deepEqual([message?.message, message?.from.name], ['without a name', 'Ada']);
});

test('what was typed before it was known who one is goes out as the member’s or not at all', async t => {
  const relay = await startSigning(t);
  const { page } = await openHostPage(t, browser, '<!doctype html><body>');
  const letOut = await swallow(page, 'join');
  await page.evaluate(
    token => {
      const chat = document.createElement('awesome-chat');
      chat.token = token;
      document.body.append(chat);
    },
    tokenOf({ name: 'Ada' }),
  );
  await page.addScriptTag({ url: `${relay.url}awesome-chat.js` });
  await say(page, 'too early');
  await page.getByText('Sending…').first().waitFor();
  await letOut();
  await setToken(page, '');
  await page.getByRole('log').getByText('Not sent.').waitFor();
  assert.deepEqual((await relay.join('lobby')).joined.messages, []);
  await setToken(page, tokenOf({ name: 'Ada' }));
  await untilIsMe(page, 'Ada');
  await say(page, 'now it is known');
  await page.getByRole('log').getByText('now it is known').waitFor();
});

test('what a later token says of rights holds at once, and so does what it says no more', async t => {
  const relay = await startSigning(t);
  const rooms = ['lobby'];
  const { page } = await openHostPage(
    t,
    browser,
    pageWith(relay, `token="${tokenOf({ name: 'Ada', rooms })}"`),
  );
  await untilIsMe(page, 'Ada');
  await setToken(page, tokenOf({ name: 'Ada L.', role: 'moderator', rooms }));
  await untilIsMe(page, 'Ada L.');
  assert.equal((await me(page))?.role, 'moderator');
  await setToken(page, tokenOf({ name: 'Ada L.', rooms: ['help'] }));
  await untilStatus(page, 'refused');
  await page.getByText('This room does not exist.').first().waitFor();
});
