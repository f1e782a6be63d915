import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test, type TestContext } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { axeViolations } from '../support/axe.js';
import { launchChromium } from '../support/browser.js';
import { openDemoPage } from '../support/demo-page.js';
import { Client } from '../support/client.js';
import { runCommand, urlIn } from '../support/command.js';
import { folderOf } from '../support/folder.js';
import { openHostPage } from '../support/host-page.js';
import { SECRET, tokenOf } from '../support/jwt.js';
import { startRelay } from '../support/relay.js';

let browser: Browser;

before(async () => {
  browser = await launchChromium();
});

after(() => browser.close());

/** The command, as one shows it. @returns its address, and what it has said */
async function startDemo(t: TestContext, args = ['--demo'], variables: Record<string, string> = {}) {
  const said = await runCommand(t, args, variables).announced;
  return { url: urlIn(said), said };
}

const openPage = (t: TestContext, url: string, options?: BrowserContextOptions) =>
  openDemoPage(t, browser, url, options);

const choose = (page: Page, name: string) => page.getByRole('radio', { name }).check();

const untilIsMe = (page: Page, name: string | RegExp) =>
  page.waitForFunction(
    pattern => new RegExp(pattern).test(document.querySelector('awesome-chat')?.me?.name ?? ''),
    typeof name === 'string' ? `^${name}$` : name.source,
  );

async function say(page: Page, text: string): Promise<void> {
  await page.getByPlaceholder('Enter your message here').fill(text);
  await page.getByPlaceholder('Enter your message here').press('Enter');
}

/** Who wrote a text, as far as this page knows. */
async function authorOf(page: Page, text: string) {
  await page.getByRole('log').getByText(text).waitFor();
  const from = await page.evaluate(
    words => document.querySelector('awesome-chat')!.messages.find(({ message }) => message === words)?.from,
    text,
  );
  return { name: from?.name, verified: from?.verified, role: from?.role };
}

/** Asks for a token as a page of that origin would. */
function order(url: string, body: string, headers: Record<string, string> = {}) {
  const origin = new URL(url).origin;
  return fetch(`${url}demo/token`, { method: 'POST', body, headers: { Origin: origin, ...headers } });
}

const ADA = JSON.stringify({ person: 'ada' });

test('who signs in is verified for others, a moderator is one, and who signs out is a guest', async t => {
  const { url } = await startDemo(t);
  const page = await openPage(t, url);
  const other = await openPage(t, url);
  await choose(page, 'Ada');
  await untilIsMe(page, 'Ada');
  await say(page, 'as Ada');
  assert.deepEqual(await authorOf(other, 'as Ada'), { name: 'Ada', verified: true, role: undefined });
  await choose(page, 'Grace (moderator)');
  await untilIsMe(page, 'Grace');
  await say(page, 'as Grace');
  assert.deepEqual(await authorOf(other, 'as Grace'), { name: 'Grace', verified: true, role: 'moderator' });
  await choose(page, 'Guest');
  await untilIsMe(page, /^Guest \d{4}$/);
  await say(page, 'as nobody');
  const { verified, role } = await authorOf(other, 'as nobody');
  assert.deepEqual([verified, role], [undefined, undefined]);
});

test('who is signed in comes back as the same person after a restart of the relay', async t => {
  const { url } = await startDemo(t, ['--demo'], { DATABASE_URL: `sqlite:${join(folderOf(t), 'chat.db')}` });
  const page = await openPage(t, url);
  await choose(page, 'Ada');
  await untilIsMe(page, 'Ada');
  const id = () => page.evaluate(() => document.querySelector('awesome-chat')!.me!.id);
  const before = await id();
  await page.getByRole('button', { name: 'Restart the relay' }).click();
  await page
    .getByText(/You were back after/)
    .first()
    .waitFor();
  await page.waitForFunction(() => document.querySelector('awesome-chat')!.status === 'online');
  assert.equal(await id(), before);
});

test('the page of another site gets no token', async t => {
  const { url } = await startDemo(t);
  const { page } = await openHostPage(t, browser, '<!doctype html><body>');
  const ask = (mode: RequestMode) =>
    page.evaluate(
      ([address, body, wanted]) =>
        fetch(address, { method: 'POST', body, mode: wanted }).then(
          response => response.text(),
          () => 'not to be read',
        ),
      [`${url}demo/token`, ADA, mode] as const,
    );
  assert.equal(await ask('cors'), 'not to be read');
  const [response] = await Promise.all([page.waitForResponse(`${url}demo/token`), ask('no-cors')]);
  assert.equal(response.status(), 403);
});

test('only the demo’s own page is given a token, and only of those on its list', async t => {
  const { url } = await startDemo(t);
  const given = await order(url, ADA);
  assert.equal(given.status, 200);
  assert.equal(given.headers.get('access-control-allow-origin'), null);
  assert.equal(given.headers.get('cache-control'), 'no-store');
  for (const headers of [
    { Origin: 'https://example.org' },
    { Origin: 'null' },
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site' },
    { 'Sec-Fetch-Site': 'none' },
  ]) {
    assert.equal((await order(url, ADA, headers)).status, 403, JSON.stringify(headers));
  }
  for (const body of ['', '{}', '{"person":"eve"}', '{"person":"__proto__"}', '{"person":["ada"]}'])
    assert.equal((await order(url, body)).status, 400, body);
  assert.equal((await fetch(`${url}demo/token`)).status, 404);
  const claims = { ...JSON.parse(ADA), sub: 'eve', role: 'moderator' } as object;
  const { token } = (await (await order(url, JSON.stringify(claims))).json()) as { token: string };
  const payload = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as Record<
    string,
    unknown
  >;
  assert.deepEqual([payload['sub'], payload['role']], ['ada', undefined]);
});

test('each start has a secret of its own', async t => {
  const [one, two] = await Promise.all([startDemo(t), startDemo(t)]);
  const { token } = (await (await order(one.url, ADA)).json()) as { token: string };
  const ada = await Client.connect(one.url, { token });
  t.after(() => ada.close());
  await assert.rejects(Client.connect(two.url, { token }), /bad-token/);
});

/** @returns what there is of signing in: the field on the page, its script, and the address. */
async function signInAt(url: string) {
  const html = await (await fetch(url)).text();
  const script = await fetch(`${url}sign-in.js`);
  return [/Sign in as/.test(html), script.status, (await order(url, ADA)).status];
}

test('without the flag nobody signs in on the page', async t => {
  const { url, said } = await startDemo(t, []);
  assert.deepEqual(await signInAt(url), [false, 404, 404]);
  assert.doesNotMatch(said, /MODERATOR/);
  await assert.rejects(Client.connect(url, { token: tokenOf() }), /bad-token/);
});

test('with the demo off nobody signs in on the page', async t => {
  const { url } = await startDemo(t, ['--demo', 'off']);
  assert.deepEqual(await signInAt(url), [false, 404, 404]);
  const { url: other } = await startRelay(t, { demo: false });
  assert.deepEqual(await signInAt(other), [false, 404, 404]);
});

test('a relay with keys of its own has the panel, and nobody signs in on its page', async t => {
  const { url, said } = await startDemo(t, ['--demo'], { CHAT_TOKEN_SECRET: SECRET });
  assert.match(await (await fetch(url)).text(), /Break it/);
  assert.deepEqual(await signInAt(url), [false, 404, 404]);
  assert.match(said, /break connections/);
  assert.doesNotMatch(said, /MODERATOR/);
  const ada = await Client.connect(url, { token: tokenOf({ name: 'Ada' }) });
  t.after(() => ada.close());
});

test('who starts the demo is told that anyone may be a moderator', async t => {
  const { said } = await startDemo(t);
  assert.match(said, /Visitors of its page may sign in as a MODERATOR \(--demo\): never in production\./);
});

test('signing in works by keyboard alone, and under a sub-path', async t => {
  const { url } = await startDemo(t, ['--demo', '--base-path', '/deep/chat/']);
  const page = await openPage(t, url);
  await page.getByRole('radio', { name: 'Guest' }).focus();
  await page.keyboard.press('ArrowRight');
  await untilIsMe(page, 'Ada');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`signing in is accessible in ${colorScheme}, and fits 320 px`, async t => {
    const { url } = await startDemo(t);
    const page = await openPage(t, url, { colorScheme, viewport: { width: 320, height: 640 } });
    await choose(page, 'Grace (moderator)');
    await untilIsMe(page, 'Grace');
    assert.deepEqual(await axeViolations(page), []);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
  });
}
