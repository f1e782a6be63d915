import type { Browser } from 'playwright-core';
import { launchChromium } from '../../test/support/browser.js';
import type { Bench, Scene } from '../bench.js';
import { LogPage } from './log-page.js';
import { Site } from './site.js';

export interface PageScene extends Scene {
  site: Site;
  log: LogPage;
  /** Address of the relay's folder. */
  relayUrl: string;
}

const PEOPLE = 10;

/** A relay in memory, some people who talk there, and an empty page in a browser of its own. */
export async function withPage(bench: Bench, work: (scene: PageScene) => Promise<void>): Promise<void> {
  await bench.withPeople('memory', { people: PEOPLE }, async scene => {
    const site = await Site.open();
    let browser: Browser | undefined;
    try {
      browser = await launchChromium();
      bench.sheet.browser = `Chromium ${browser.version()}`;
      const log = await LogPage.open(browser);
      await work({ ...scene, site, log, relayUrl: `http://127.0.0.1:${scene.relay.port}/` });
    } finally {
      await browser?.close();
      site.close();
    }
  });
}
