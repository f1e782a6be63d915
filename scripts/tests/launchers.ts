import type { BrowserLauncher } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { webdriverLauncher } from '@web/test-runner-webdriver';
import * as puppeteer from 'puppeteer-core';
import { chromiumFlags, findChromium } from '../../test/support/browser.js';
import { findFirefox } from '../../test/support/engines/find.js';
import type { WebKitDriver } from '../../test/support/engines/webkit-driver.js';

/** How the web test runner starts the browser that `TEST_ENGINE` names; Chromium without it. */
export async function launcherOf(engine = 'chromium'): Promise<BrowserLauncher> {
  if (engine === 'firefox') {
    const launchOptions = { browser: 'firefox', executablePath: findFirefox()! } as const;
    return chromeLauncher({ puppeteer, launchOptions });
  }
  if (engine === 'webkit') {
    const { port, capabilities } = JSON.parse(process.env['WEBKIT_DRIVER']!) as WebKitDriver;
    return webdriverLauncher({
      hostname: '127.0.0.1',
      port,
      capabilities,
      logLevel: 'error',
    }) as BrowserLauncher;
  }
  return chromeLauncher({ launchOptions: { executablePath: await findChromium(), args: chromiumFlags() } });
}
