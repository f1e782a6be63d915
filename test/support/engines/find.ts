import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The first of these commands that is on the PATH, as a path. */
export function findCommand(...commands: string[]): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.flatMap(folder => commands.map(command => join(folder, command))).find(existsSync);
}

/** An installed Firefox: `FIREFOX_PATH`, or one on the PATH. */
export function findFirefox(): string | undefined {
  return process.env['FIREFOX_PATH'] || findCommand('firefox-esr', 'firefox');
}

/** What drives WebKitGTK, and the browser that it drives. */
export interface WebKit {
  driver: string;
  browser: string;
}

/** WebKitGTK as Debian packages it. */
export function findWebKit(): WebKit | undefined {
  const driver = findCommand('WebKitWebDriver');
  const browser = miniBrowsers().find(existsSync);
  return driver && browser ? { driver, browser } : undefined;
}

function miniBrowsers(): string[] {
  const lib = '/usr/lib';
  const folders = existsSync(lib) ? readdirSync(lib).map(name => join(lib, name)) : [];
  return [lib, ...folders].flatMap(folder =>
    ['4.1', '6.0', '4.0'].map(version => join(folder, `webkit2gtk-${version}`, 'MiniBrowser')),
  );
}
