import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as puppeteer from 'puppeteer-core';
import { remote } from 'webdriverio';
import { chromiumFlags, findChromium } from '../browser.js';
import { findFirefox, findWebKit } from './find.js';
import { startWebKitDriver, type WebKitDriver } from './webkit-driver.js';

const PATIENCE_MS = 60_000;
/** As WebDriver calls them: https://www.w3.org/TR/webdriver2/#keyboard-actions. */
const KEYS = {
  Escape: '\uE00C',
  Enter: '\uE007',
  Tab: '\uE004',
  Shift: '\uE008',
  ArrowUp: '\uE013',
} as const;

/** A tab of a real browser, driven alike in all three engines: with its keys, and with code that runs on its page. */
export interface Tab {
  open(url: string): Promise<void>;
  reload(): Promise<void>;
  /** Runs a function on the page. It sees nothing but its argument. */
  run<T, A = undefined>(work: (argument: A) => T, argument?: A): Promise<T>;
  /** Types where the focus is. */
  type(text: string): Promise<void>;
  press(key: keyof typeof KEYS): Promise<void>;
  /** Presses Tab together with Shift. */
  pressBack(): Promise<void>;
}

/** A browser of a test's own, with one profile that all its tabs share. */
export interface EngineBrowser {
  newTab(): Promise<Tab>;
  close(): Promise<void>;
}

/** What a visitor has asked their system for. */
export interface Wishes {
  reducedMotion?: boolean;
  /** WebKit knows none. */
  forcedColors?: boolean;
}

/** The engine that `TEST_ENGINE` names; Chromium without it. */
export const engine = process.env['TEST_ENGINE'] ?? 'chromium';

/** That engine, as it would start for such a visitor. */
export function launchEngine(wishes: Wishes = {}): Promise<EngineBrowser> {
  if (engine !== 'webkit') return launchWithPuppeteer(wishes);
  return wishes.reducedMotion ? launchStillWebKit() : launchWebKit();
}

/** Waits until a function is true on the page. @throws Error with what the function reads */
export async function until<A>(tab: Tab, isTrue: (argument: A) => unknown, argument?: A): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (!(await tab.run(isTrue, argument))) {
    if (Date.now() > end)
      throw new Error(`Not within ${PATIENCE_MS} ms: ${String(isTrue)}, ${JSON.stringify(argument)}`);
  }
}

async function launchWithPuppeteer(wishes: Wishes): Promise<EngineBrowser> {
  const browser = await puppeteer.launch(
    engine === 'firefox'
      ? { browser: 'firefox', executablePath: findFirefox()!, extraPrefsFirefox: prefsFor(wishes) }
      : { executablePath: await findChromium(), args: [...chromiumFlags(), ...flagsFor(wishes)] },
  );
  return {
    newTab: async () => tabOfPuppeteer(await browser.newPage()),
    close: () => browser.close(),
  };
}

const prefsFor = ({ reducedMotion, forcedColors }: Wishes) => ({
  'ui.prefersReducedMotion': reducedMotion ? 1 : 0,
  // Always, instead of what the page would have.
  ...(forcedColors && { 'browser.display.document_color_use': 2 }),
});

const flagsFor = ({ reducedMotion, forcedColors }: Wishes) => [
  ...(reducedMotion ? ['--force-prefers-reduced-motion'] : []),
  ...(forcedColors ? ['--force-high-contrast'] : []),
];

function tabOfPuppeteer(page: puppeteer.Page): Tab {
  // Only the tab in front has the keys.
  const inFront = async <T>(work: () => Promise<T>) => {
    await page.bringToFront();
    return work();
  };
  return {
    open: async url => void (await page.goto(url)),
    reload: async () => void (await page.reload()),
    run: (work, argument) => page.evaluate<[never], never>(work as never, argument as never),
    type: text => inFront(() => page.keyboard.type(text)),
    press: key => inFront(() => page.keyboard.press(key)),
    pressBack: () =>
      inFront(async () => {
        await page.keyboard.down('Shift');
        await page.keyboard.press('Tab');
        await page.keyboard.up('Shift');
      }),
  };
}

/** GTK is told in a file of the user's, and a browser is a child of its driver: it has one of its own. */
async function launchStillWebKit(): Promise<EngineBrowser> {
  const config = mkdtempSync(join(tmpdir(), 'awesome-chat-'));
  for (const version of ['gtk-3.0', 'gtk-4.0']) {
    mkdirSync(join(config, version));
    writeFileSync(join(config, version, 'settings.ini'), '[Settings]\ngtk-enable-animations=0\n');
  }
  const driver = await startWebKitDriver(findWebKit()!, { XDG_CONFIG_HOME: config });
  const browser = await launchWebKit(driver);
  return {
    ...browser,
    async close() {
      await browser.close();
      await driver.stop();
      rmSync(config, { recursive: true });
    },
  };
}

const driverOfAll = () => JSON.parse(process.env['WEBKIT_DRIVER']!) as WebKitDriver;

async function launchWebKit({ port, capabilities } = driverOfAll()): Promise<EngineBrowser> {
  const browser = await remote({ hostname: '127.0.0.1', port, capabilities, logLevel: 'error' });
  let isFirst = true;
  return {
    async newTab() {
      // The one that it begins with, and then others: handles come in no order.
      const handle = isFirst ? await browser.getWindowHandle() : (await browser.createWindow('tab')).handle;
      isFirst = false;
      return tabOfWebDriver(browser, handle);
    },
    close: () => browser.deleteSession(),
  };
}

function tabOfWebDriver(browser: WebdriverIO.Browser, handle: string): Tab {
  const there = async <T>(work: () => Promise<T>) => {
    await browser.switchToWindow(handle);
    return work();
  };
  return {
    open: url => there(async () => void (await browser.navigateTo(url))),
    reload: () => there(() => browser.refresh()),
    run: (work, argument) => there(() => browser.execute<never, [never]>(work as never, argument as never)),
    type: text => there(() => perform(browser, [...text].flatMap(stroke))),
    press: key => there(() => perform(browser, stroke(KEYS[key]))),
    pressBack: () =>
      there(() => {
        const [down, up] = stroke(KEYS.Shift);
        return perform(browser, [down, ...stroke(KEYS.Tab), up]);
      }),
  };
}

interface KeyAction {
  type: 'keyDown' | 'keyUp';
  value: string;
}

const stroke = (value: string): [KeyAction, KeyAction] => [
  { type: 'keyDown', value },
  { type: 'keyUp', value },
];

/** One after the other, as a finger does. */
async function perform(browser: WebdriverIO.Browser, actions: KeyAction[]): Promise<void> {
  await browser.performActions([{ type: 'key', id: 'keyboard', actions }]);
}
