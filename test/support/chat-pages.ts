import type { TestContext } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openHostPage } from './host-page.js';
import { SECRET, tokenOf } from './jwt.js';
import { startRelay, type TestRelay } from './relay.js';

/** How soon what a moderator does is to be seen everywhere, in ms. */
export const SOON = { timeout: 2000 };
export const input = (page: Page) => page.getByRole('textbox', { name: /message/i });
export const log = (page: Page) => page.getByRole('log');
export const told = (page: Page) => page.locator('[part=told]');

export async function say(page: Page, text: string): Promise<void> {
  await input(page).fill(text);
  await input(page).press('Enter');
}

/** Chooses from the menu at a message. */
export async function choose(page: Page, message: string, item: string | RegExp): Promise<void> {
  await log(page).getByText(message, { exact: true }).hover();
  await page.getByRole('button', { name: 'Actions' }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

/** Pages with a chat on them, each on a site of its own. */
export function pagesIn(browser: () => Browser) {
  async function profile(t: TestContext): Promise<BrowserContext> {
    const context = await browser().newContext();
    t.after(() => context.close());
    return context;
  }

  async function openChat(t: TestContext, { url }: TestRelay, attributes = ''): Promise<Page> {
    const html = `<!doctype html><body><awesome-chat ${attributes}></awesome-chat><script src="${url}awesome-chat.js"></script>`;
    const { page } = await openHostPage(t, await profile(t), html);
    await page.locator('[part=typing]').waitFor({ state: 'attached' });
    return page;
  }

  /** A relay with a moderator, a guest who misbehaves, and one who looks on. */
  async function meet(t: TestContext) {
    const relay = await startRelay(t, { tokenSecret: SECRET, demo: true });
    const isGrace = tokenOf({ sub: 'grace', name: 'Grace', role: 'moderator' });
    const grace = await openChat(t, relay, `token="${isGrace}"`);
    const ada = await openChat(t, relay);
    const name = await ada.evaluate(() => document.querySelector('awesome-chat')!.me!.name);
    const bystander = await openChat(t, relay, `token="${tokenOf({ sub: 'bob', name: 'Bob' })}"`);
    return { relay, grace, ada, name, bystander };
  }

  return { profile, openChat, meet };
}
