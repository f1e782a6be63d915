import type { Browser, CDPSession, Page } from 'playwright-core';
import { bundle, type Site } from './site.js';

/** A page with a log in it, and what the browser tells about it. */
export class LogPage {
  readonly page: Page;
  readonly #cdp: CDPSession;

  /** Opens an empty page in a profile of its own. */
  static async open(browser: Browser): Promise<LogPage> {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.addInitScript({ content: await bundle('bench/pages/probe.ts') });
    const cdp = await context.newCDPSession(page);
    // Time that the thread has run: what it waited for a processor that others had is not in it.
    await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
    return new LogPage(page, cdp);
  }

  private constructor(page: Page, cdp: CDPSession) {
    this.page = page;
    this.#cdp = cdp;
  }

  /** Loads the page of a log, until it has heard from the relay. */
  async load(site: Site, subject: 'widget' | 'list', relay: string): Promise<void> {
    await this.page.goto(site.addressOf(subject, relay));
    if (subject === 'widget') await this.page.getByText('Online', { exact: true }).waitFor();
    else await this.page.waitForFunction(() => document.title === 'ready');
  }

  /** As if the machine were so many times slower. */
  async slowDown(rate: number): Promise<void> {
    await this.#cdp.send('Emulation.setCPUThrottlingRate', { rate });
  }

  /** Until the log has taken so many messages in all. */
  async hears(count: number): Promise<void> {
    await this.page.waitForFunction(expected => probe.heard >= expected, count, { timeout: 60_000 });
  }

  /** What the page's thread has done so far, in ms. */
  async busyMs(): Promise<number> {
    const { metrics } = await this.#cdp.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN) * 1000;
  }

  /** Bytes that its objects take once garbage is collected. */
  async heapBytes(): Promise<number> {
    await this.#cdp.send('HeapProfiler.collectGarbage');
    const { usedSize } = await this.#cdp.send('Runtime.getHeapUsage');
    return usedSize;
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}
