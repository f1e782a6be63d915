import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../support/browser.js';
import { choose, input, log, pagesIn, say, SOON, told } from '../support/chat-pages.js';
import { tokenOf } from '../support/jwt.js';
import { startRelay } from '../support/relay.js';

let browser: Browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser.close());

const { meet, openChat } = pagesIn(() => browser);

test('a message that a moderator removes is gone on every page within two seconds, and after a reload', async t => {
  const { grace, ada, bystander } = await meet(t);
  await say(ada, 'something bad');
  await log(bystander).getByText('something bad').waitFor();
  await choose(grace, 'something bad', 'Remove this message');
  for (const page of [ada, bystander, grace])
    await log(page).getByText('This message was removed.').waitFor(SOON);
  await bystander.reload();
  await log(bystander).getByText('This message was removed.').waitFor();
  assert.equal(await log(bystander).getByText('something bad').count(), 0);
  await told(grace).getByText('Done.').waitFor();
});

test('who is muted is told so, and everyone else talks on', async t => {
  const { grace, ada, bystander, name } = await meet(t);
  await say(ada, 'one');
  await log(grace).getByText('one', { exact: true }).waitFor();
  await say(grace, `/mute ${name} 5m`);
  await told(grace).getByText('Done.').waitFor();
  await ada.getByText('You may not write here for now.').first().waitFor(SOON);
  assert.ok(await input(ada).isDisabled());
  // Guests from the same place are muted with them; who is signed in is not.
  await say(bystander, 'two');
  await log(ada).getByText('two', { exact: true }).waitFor();
  await say(grace, `/unmute ${name}`);
  await input(ada).and(ada.locator(':enabled')).waitFor(SOON);
  await say(ada, 'three');
  await log(bystander).getByText('three', { exact: true }).waitFor();
});

test('a visitor ignores someone for themselves, also after a reload, and takes it back', async t => {
  const { ada, bystander, name } = await meet(t);
  await say(ada, 'noise');
  await log(bystander).getByText('noise', { exact: true }).waitFor();
  await choose(bystander, 'noise', /^Ignore/);
  await log(bystander).getByText('noise', { exact: true }).waitFor({ state: 'hidden' });
  await bystander.reload();
  await bystander.locator('[part=typing]').waitFor({ state: 'attached' });
  await log(bystander).getByText('noise', { exact: true }).waitFor({ state: 'hidden' });
  assert.equal(await bystander.evaluate(() => document.querySelector('awesome-chat')!.messages.length), 1);
  await say(bystander, `/unignore ${name}`);
  await log(bystander).getByText('noise', { exact: true }).waitFor();
});

test('the menu is opened, walked and closed by keyboard', async t => {
  const { ada, bystander } = await meet(t);
  await say(ada, 'Hello');
  await log(bystander).getByText('Hello', { exact: true }).waitFor();
  await log(bystander).focus();
  await bystander.keyboard.press('ArrowUp');
  await bystander.keyboard.press('Tab');
  await bystander.keyboard.press('Enter');
  const item = bystander.getByRole('menuitem', { name: /^Ignore/ });
  await item.waitFor();
  assert.equal(
    await item.evaluate(element => (element.getRootNode() as ShadowRoot).activeElement === element),
    true,
  );
  await bystander.keyboard.press('Escape');
  await item.waitFor({ state: 'hidden' });
  const button = bystander.getByRole('button', { name: 'Actions' });
  assert.equal(
    await button.evaluate(element => (element.getRootNode() as ShadowRoot).activeElement === element),
    true,
  );
});

test('a command that is given before what does it has come is done then', async t => {
  const relay = await startRelay(t);
  const page = await openChat(t, relay);
  await page.locator('[part=typing]').waitFor({ state: 'attached' });
  let letCome = () => {};
  const awaited = new Promise<void>(resolve => (letCome = resolve));
  await page.route(/deeds[^/]*\.js/, route => awaited.then(() => route.continue()));
  await say(page, '/help');
  assert.equal(await input(page).inputValue(), '/help');
  letCome();
  await page.getByText(/\/nick .NAME/).waitFor();
  assert.equal(await input(page).inputValue(), '');
});

test('commands are offered, completed, refused where there is none, and two strokes are text', async t => {
  const relay = await startRelay(t);
  const bob = await relay.join('lobby', 'Bob');
  const page = await openChat(t, relay);
  await input(page).pressSequentially('/ni');
  await page.getByRole('option', { name: /\/nick .NAME/ }).waitFor();
  assert.equal(await page.getByRole('option').count(), 1);
  await input(page).press('Tab');
  assert.equal(await input(page).inputValue(), '/nick ');
  await input(page).pressSequentially('Grace');
  await input(page).press('Enter');
  await page.getByRole('button', { name: 'Grace' }).waitFor();
  assert.equal(await input(page).inputValue(), '');
  await say(page, '/dance wildly');
  await told(page).getByText('There is no command /dance. /help lists them.').waitFor();
  assert.equal(await input(page).inputValue(), '/dance wildly');
  await say(page, '/ban Bob');
  await told(page).getByText('You may not do this.').waitFor();
  await say(page, '/help');
  await told(page)
    .getByText(/\/nick .NAME.. – go by another name/)
    .waitFor();
  assert.equal(await told(page).getByText('/ban').count(), 0);
  await say(page, '//usr/bin');
  await bob.messages.nextThat(({ message }) => message === '/usr/bin');
  await say(page, '/me waves');
  await bob.messages.nextThat(({ message }) => message === '* Grace waves');
  assert.deepEqual(
    (await relay.join('lobby')).joined.messages.map(({ message }) => message),
    ['/usr/bin', '* Grace waves'],
  );
});

test('a moderator slows a room down and locks it', async t => {
  const { grace, ada, bystander } = await meet(t);
  await say(grace, '/slow 1h');
  await told(grace).getByText('Done.').waitFor();
  await say(ada, 'first');
  await say(ada, 'second');
  await ada.getByText('One message at a time. Please wait.').first().waitFor(SOON);
  await say(grace, '/slow off');
  await say(grace, '/lock');
  await told(grace).getByText('Done.').waitFor();
  await bystander.getByText('You can read here, but not write.').first().waitFor(SOON);
  assert.ok(await input(bystander).isDisabled());
  await say(grace, '/unlock');
  await input(bystander).and(bystander.locator(':enabled')).waitFor(SOON);
  await say(bystander, 'third');
  await log(grace).getByText('third', { exact: true }).waitFor();
});

test('rooms are changed by their buttons, which count what was said there', async t => {
  const relay = await startRelay(t);
  const page = await openChat(t, relay, 'rooms="lobby help"');
  const bar = page.getByRole('navigation', { name: 'Rooms' });
  await bar.getByRole('button', { name: 'lobby' }).and(page.locator('[aria-current=true]')).waitFor();
  const bob = await relay.join('help', 'Bob');
  await bob.send('Anyone?');
  await bob.send('Hello?');
  await bar.getByRole('button', { name: 'help, 2 new messages' }).focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await log(page).getByText('Anyone?').waitFor();
  await bar
    .getByRole('button', { name: 'help', exact: true })
    .and(page.locator('[aria-current=true]'))
    .waitFor();
  assert.equal(await page.locator('awesome-chat').getAttribute('room'), 'help');
  await (await relay.join('lobby', 'Cy')).send('back here');
  await bar.getByRole('button', { name: 'lobby, 1 new message' }).waitFor();
});

test('others see who is writing, until it is said', async t => {
  const relay = await startRelay(t);
  const page = await openChat(t, relay);
  const ada = await openChat(t, relay, 'nickname="Ada"');
  await input(ada).pressSequentially('Hel');
  await page.getByText('Ada⁩ is writing…').waitFor();
  await input(ada).press('Enter');
  await log(page).getByText('Hel', { exact: true }).waitFor();
  await page.getByText('is writing…').waitFor({ state: 'hidden' });
});

test('a name that is vouched for, and who keeps order, are marked', async t => {
  const { relay, grace, bystander } = await meet(t);
  const ada = await openChat(t, relay, `token="${tokenOf({ name: 'Ada' })}"`);
  await say(ada, 'from a member');
  await say(grace, 'from a moderator');
  await log(bystander).getByText('Verified', { exact: true }).waitFor();
  await log(bystander).getByText('Moderator', { exact: true }).waitFor();
});
