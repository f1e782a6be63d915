import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../support/browser.js';
import { choose, log, pagesIn, say, SOON, told } from '../support/chat-pages.js';

// Who is muted or banned is so within two seconds, in whatever way they try to go on.

let browser: Browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser.close());

const { meet, profile } = pagesIn(() => browser);

/** What somebody may try who has been muted or banned. */
const WAYS: Record<string, (page: Page) => Promise<unknown>> = {
  'goes on': async () => {},
  'connects again': page =>
    page.evaluate(() => {
      const chat = document.querySelector('awesome-chat')!;
      chat.disconnect();
      chat.connect();
    }),
  'loads the page again': page => page.reload(),
  'takes another name': page =>
    page.evaluate(() => {
      document.querySelector('awesome-chat')!.nickname = 'Somebody else';
    }),
  'clears what is stored': async page => {
    await page.evaluate(() => {
      localStorage.clear();
      sessionStorage.clear();
    });
    await page.reload();
  },
};

/** Has the chat send something, whether or not the page has a field for it. @returns what it is told, once it is */
function force(page: Page, text: string): Promise<string> {
  const sending = (text: string) =>
    document
      .querySelector('awesome-chat')!
      .send(text)
      .then(
        () => 'sent',
        ({ refusal }: { refusal: string }) => refusal,
      );
  return page.evaluate(sending, text);
}

interface Deed {
  /** What is done, by the moderator, of whom a message is there. */
  do(grace: Page, name: string): Promise<unknown>;
  /** What somebody reads then, in the widget. */
  told: string;
  /** And on the page of 2013. */
  ends2013(page: Page): Promise<unknown>;
}

const DEEDS: Record<string, Deed> = {
  muted: {
    do: (grace, name) => say(grace, `/mute ${name} 1h`),
    told: 'You may not write here for now.',
    async ends2013(page) {
      await page.locator('#message').fill('in 2013');
      await page.locator('#message').press('Enter');
      await page.getByText('Not sent: you may not write here for now.').waitFor(SOON);
    },
  },
  banned: {
    do: grace => choose(grace, 'before', /^Ban .* for an hour$/),
    told: 'You are banned.',
    async ends2013(page) {
      await page.getByRole('status').getByText('The relay said no.').waitFor();
      assert.equal(await page.getByText('Welcome to the most interesting').count(), 0);
    },
  },
};

for (const [deed, { do: act, told: sentence, ends2013 }] of Object.entries(DEEDS)) {
  test(`who is ${deed} is so in every tab within two seconds, and whatever they try`, async t => {
    const { relay, grace, bystander } = await meet(t);
    const context = await profile(t);
    const openTab = async () => {
      const page = await context.newPage();
      await page.goto(relay.url);
      return page;
    };
    const here = await openTab();
    await here.locator('[part=typing]').waitFor({ state: 'attached' });
    const { name } = await here.evaluate(() => document.querySelector('awesome-chat')!.me!);
    await say(here, 'before');
    await log(grace).getByText('before', { exact: true }).waitFor();
    const other = await openTab();
    await log(other).getByText('before', { exact: true }).waitFor();
    assert.equal(await other.evaluate(() => document.querySelector('awesome-chat')!.me!.name), name);

    await act(grace, name);
    await told(grace).getByText('Done.').waitFor();
    const tried: string[] = [];
    const isOut = async (page: Page, way: string) => {
      const text = `who ${way}`;
      tried.push(text);
      // Who is banned is told no more: what they write waits in their page.
      const outcome = force(page, text);
      outcome.catch(() => {}); // the page may be loaded anew meanwhile
      await page.getByText(sentence).first().waitFor(SOON);
      if (deed === 'muted') assert.equal(await outcome, 'muted', way);
    };
    await Promise.all([isOut(here, 'is here'), isOut(other, 'is in another tab')]);
    for (const [way, goThere] of Object.entries(WAYS)) {
      await goThere(other);
      if (way !== 'goes on') await other.locator('[part=base]').waitFor();
      await isOut(other, way);
    }
    await isOut(await openTab(), 'opens another tab');
    const page2013 = await context.newPage();
    await page2013.goto(`${relay.url}2013`);
    await ends2013(page2013);

    await say(bystander, 'over');
    await log(bystander).getByText('over', { exact: true }).waitFor();
    for (const text of [...tried, 'in 2013'])
      assert.equal(await log(bystander).getByText(text, { exact: true }).count(), 0, text);
  });
}
