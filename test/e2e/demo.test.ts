import assert from 'node:assert/strict';
import { after, before, test, type TestContext } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { accentLine, embedLine } from '../../demo/embed-line.js';
import { reachOf, reachWarning } from '../../demo/reach.js';
import { DEFAULT_SETTINGS, readSettings, writeQuery } from '../../demo/settings.js';
import type { RelayOptions } from '../../server/relay.js';
import { axeViolations } from '../support/axe.js';
import { launchChromium } from '../support/browser.js';
import { openHostPage } from '../support/host-page.js';
import { startRelay } from '../support/relay.js';

interface Opening extends BrowserContextOptions {
  query?: string;
  relay?: RelayOptions;
}

let browser: Browser;

before(async () => {
  browser = await launchChromium();
});

after(() => browser.close());

async function openDemo(t: TestContext, { query = '', relay, ...context }: Opening = {}): Promise<Page> {
  const { url } = await startRelay(t, relay);
  const opened = await browser.newContext(context);
  t.after(() => opened.close());
  const page = await opened.newPage();
  await page.goto(url + query);
  await page
    .locator('awesome-chat')
    .getByText('Welcome to the most interesting chat room on earth!')
    .waitFor();
  return page;
}

/** Waits until the chat's attribute has the value; null: is absent. */
async function untilChatHas(page: Page, name: string, value: string | null): Promise<void> {
  await page.waitForFunction(
    ([attribute, expected]) => document.querySelector('awesome-chat')?.getAttribute(attribute) === expected,
    [name, value] as const,
  );
}

test('the page has the banner, the chat and the footer of the tutorial', async t => {
  const page = await openDemo(t);
  assert.equal(await page.getByRole('heading', { level: 1 }).first().textContent(), 'Awesome Chat');
  assert.equal(await page.locator('main awesome-chat').count(), 1);
  assert.match((await page.getByRole('contentinfo').last().textContent())!, /Hope you enjoy your stay here/);
});

test('the theme changes the chat at once', async t => {
  const page = await openDemo(t);
  for (const theme of ['Light', 'Dark', '2013']) {
    await page.getByRole('radio', { name: theme }).check();
    await untilChatHas(page, 'theme', theme.toLowerCase());
  }
  await page.getByRole('radio', { name: 'Auto' }).check();
  await untilChatHas(page, 'theme', null);
});

test('the room changes the chat once typing rests', async t => {
  const page = await openDemo(t);
  await page.getByLabel('Room', { exact: true }).fill('kitchen');
  await untilChatHas(page, 'room', 'kitchen');
});

test('the rooms to choose from reach the chat and the line', async t => {
  const page = await openDemo(t);
  await page.getByLabel('Rooms to choose from').fill(' lobby,  help random ');
  await untilChatHas(page, 'rooms', 'lobby help random');
  assert.match((await page.locator('#line').textContent())!, / data-rooms="lobby help random" /);
  assert.match((await page.locator('#frame').textContent())!, /embed\?rooms=lobby\+help\+random"/);
  assert.equal(new URL(page.url()).search, '?rooms=lobby+help+random');
  await page.reload();
  assert.equal(await page.getByLabel('Rooms to choose from').inputValue(), 'lobby help random');
});

test('what cannot be rooms is said and changes nothing', async t => {
  const page = await openDemo(t);
  const field = page.getByLabel('Rooms to choose from');
  await field.fill('lobby help!');
  await page.getByRole('alert').getByText('with spaces between them').waitFor();
  assert.equal(await field.getAttribute('aria-invalid'), 'true');
  assert.equal(await page.getByLabel('Room', { exact: true }).getAttribute('aria-invalid'), 'false');
  assert.doesNotMatch((await page.locator('#line').textContent())!, /rooms/);
});

test('what cannot be a room is said and changes nothing', async t => {
  const page = await openDemo(t);
  await page.getByLabel('Room', { exact: true }).fill('no room!');
  await page.getByRole('alert').getByText('Letters, digits').waitFor();
  assert.equal(await page.locator('awesome-chat').getAttribute('room'), null);
  assert.equal(await page.getByLabel('Room', { exact: true }).getAttribute('aria-invalid'), 'true');
});

test('the nickname is what others see', async t => {
  const page = await openDemo(t);
  await page.getByLabel('Nickname').fill('Ada');
  await page.getByLabel('Nickname').press('Enter');
  await untilChatHas(page, 'nickname', 'Ada');
  const other = await page.context().newPage();
  await other.goto(page.url().split('?')[0]!);
  const input = page.getByPlaceholder('Enter your message here');
  await input.fill('who am I?');
  await input.press('Enter');
  await other.getByRole('log').getByText('who am I?').waitFor();
  await other.locator('awesome-chat').getByText('Ada', { exact: true }).first().waitFor();
});

test('the accent colour reaches the chat at once', async t => {
  const page = await openDemo(t);
  const accent = () =>
    page
      .locator('awesome-chat')
      .evaluate(chat => getComputedStyle(chat).getPropertyValue('--awesome-chat-accent').trim());
  await page.getByRole('radio', { name: 'Plum' }).check();
  assert.equal(await accent(), '#86369c');
  await page.getByLabel('Your own').fill('#123456');
  assert.equal(await accent(), '#123456');
  assert.equal(await page.getByRole('radio', { name: 'Plum' }).isChecked(), false);
});

test('a link to the page carries the settings', async t => {
  const page = await openDemo(t);
  await page.getByRole('radio', { name: 'Dark' }).check();
  await page.getByLabel('Room', { exact: true }).fill('kitchen');
  await untilChatHas(page, 'room', 'kitchen');
  await page.reload();
  await untilChatHas(page, 'room', 'kitchen');
  await untilChatHas(page, 'theme', 'dark');
  assert.equal(await page.getByRole('radio', { name: 'Dark' }).isChecked(), true);
  assert.equal(await page.getByLabel('Room', { exact: true }).inputValue(), 'kitchen');
  assert.equal(new URL(page.url()).search, '?room=kitchen&theme=dark');
});

test('the link to a second window leaves the nickname out', async t => {
  const page = await openDemo(t, { query: '?room=kitchen&nickname=Ada' });
  const link = page.getByRole('link', { name: 'Open a second window' });
  assert.equal(await link.getAttribute('href'), './?room=kitchen');
});

test('the copied line has the choices, and makes such a chat on another page', async t => {
  const page = await openDemo(t, {
    permissions: ['clipboard-read', 'clipboard-write'],
    query: '?room=kitchen',
  });
  await page.getByRole('radio', { name: 'Dark' }).check();
  await page.getByRole('button', { name: 'Copy' }).click();
  await page.getByRole('button', { name: 'Copied' }).waitFor();
  const line = await page.evaluate(() => navigator.clipboard.readText());
  const script = new URL('awesome-chat.js', page.url()).href;
  assert.equal(line, `<script src="${script}" data-room="kitchen" data-theme="dark" async></script>`);

  const { page: other } = await openHostPage(
    t,
    browser,
    `<!doctype html><title>Another site</title><body>${line}`,
  );
  await untilChatHas(other, 'room', 'kitchen');
  await untilChatHas(other, 'theme', 'dark');
  await other.locator('awesome-chat').getByText('Welcome to').waitFor();
});

test('the page works by keyboard alone', async t => {
  const page = await openDemo(t);
  await page.getByRole('radio', { name: 'Auto' }).focus();
  await page.keyboard.press('ArrowRight');
  await untilChatHas(page, 'theme', 'light');
  await page.getByRole('button', { name: 'Copy' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /Copied|by hand/ }).waitFor();
});

test('each example of styling shows the style sheet that makes it so', async t => {
  const page = await openDemo(t);
  await page.getByRole('link', { name: 'Style it' }).click();
  await page.getByText('Online', { exact: true }).nth(8).waitFor();
  const examples = await page.locator('figure').allTextContents();
  assert.equal(examples.length, 9);
  for (const example of examples) assert.match(example, /#[a-z]+.* \{|<awesome-chat/);
  const background = (id: string) =>
    page.locator(`#${id} [part=base]`).evaluate(base => getComputedStyle(base).backgroundColor);
  assert.equal(await background('paper'), 'rgb(251, 246, 233)');
  const width = await page.locator('#narrow').evaluate(chat => chat.getBoundingClientRect().width);
  assert.equal(width, 240);
  assert.deepEqual(await axeViolations(page), []);
});

test('the page works under a sub-path', async t => {
  const page = await openDemo(t, { relay: { basePath: '/deep/chat/' } });
  assert.match((await page.locator('#line').textContent())!, /\/deep\/chat\/awesome-chat\.js"/);
});

test('a line that only this computer can use comes with a warning', async t => {
  const page = await openDemo(t);
  await page.getByText(/^Only this computer can reach (localhost|127\.0\.0\.1):\d+\./).waitFor();
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const query of ['', '?theme=2013', '?theme=dark&accent=%230f766e&nickname=Ada']) {
    test(`the page is accessible in ${colorScheme} with ${query || 'the defaults'}`, async t => {
      const page = await openDemo(t, { colorScheme, query });
      assert.deepEqual(await axeViolations(page), []);
    });
  }
}

test('nothing sticks out of a page of 320 px', async t => {
  const query = `?room=${'long'.repeat(30)}&nickname=${'Ada'.repeat(10)}&accent=%230f766e`;
  const page = await openDemo(t, { viewport: { width: 320, height: 640 }, query });
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
});

test('an address is known by its host for how far it reaches', () => {
  const reaches = {
    computer: ['localhost', 'chat.localhost', '127.0.0.1', '127.1.2.3', '[::1]', '0.0.0.0'],
    network: ['10.0.0.1', '172.16.0.1', '172.31.9.9', '192.168.1.2', '169.254.1.1', '[fd00::1]', '[fe80::1]'],
    everywhere: ['chat.example.org', '172.15.0.1', '172.32.0.1', '11.0.0.1', '8.8.8.8', '[2001:db8::1]'],
  };
  for (const [reach, hosts] of Object.entries(reaches)) {
    for (const host of hosts) assert.equal(reachOf(new URL(`http://${host}:3000/`)), reach, host);
  }
  for (const host of ['nas', 'nas.local', 'nas.lan', 'NAS.local.']) {
    assert.equal(reachOf(new URL(`http://${host}/`)), 'network', host);
  }
});

test('only a public https address comes without a warning', () => {
  assert.equal(reachWarning(new URL('https://chat.example.org/')), undefined);
  assert.match(reachWarning(new URL('http://chat.example.org/'))!, /not https/);
  assert.match(reachWarning(new URL('https://nas.local/'))!, /Only your own network can reach nas\.local\./);
});

test('a query of nonsense gives the default settings', () => {
  assert.deepEqual(readSettings('?room=no%20room&rooms=a%20b!&theme=pink&accent=red;x'), DEFAULT_SETTINGS);
  assert.equal(writeQuery({ ...DEFAULT_SETTINGS }), '');
});

test('settings come back from the query they were written to', () => {
  const settings = {
    room: 'küche/1',
    rooms: 'lobby küche/1',
    nickname: 'A & B',
    theme: 'dark',
    layout: 'launcher',
    accent: '#0f766e',
  } as const;
  assert.deepEqual(readSettings(writeQuery(settings)), settings);
});

test('what a visitor typed cannot break out of the line', () => {
  const settings = { ...DEFAULT_SETTINGS, nickname: '"><b>&', accent: '#0f766e' };
  assert.equal(
    embedLine('https://chat.example.org/awesome-chat.js', settings).join(' '),
    '<script src="https://chat.example.org/awesome-chat.js" data-nickname="&quot;>&lt;b>&amp;" async></script>',
  );
  assert.equal(
    accentLine(settings).join(' '),
    '<style>awesome-chat { --awesome-chat-accent: #0f766e }</style>',
  );
});
