import type { TestContext } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

/** A page of a relay's demo, online, in a profile of its own. It is gone when the test is over. */
export async function openDemoPage(
  t: TestContext,
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext(options);
  t.after(() => context.close());
  const page = await context.newPage();
  await page.goto(url);
  await page.getByText('Welcome to the most interesting chat room on earth!').waitFor();
  return page;
}
