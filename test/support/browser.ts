import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { chromiumFromNpm } from './chromium-from-npm.js';

const commands = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'msedge',
];

const usualPlaces: Partial<Record<NodeJS.Platform, string[]>> = {
  linux: ['/opt/google/chrome/chrome', '/snap/bin/chromium'],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: ['ProgramFiles', 'ProgramFiles(x86)', 'LocalAppData'].flatMap(name => {
    const folder = process.env[name] ?? '';
    return ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'].map(file =>
      join(folder, file),
    );
  }),
};

/**
 * Path of a Chromium: `CHROME_PATH`, else an installed one, else one from npm (`CHROME_PATH=npm` asks for it).
 * Throws a sentence that says what to install.
 */
export async function findChromium(): Promise<string> {
  const wish = process.env['CHROME_PATH'];
  if (wish === 'npm') return chromiumFromNpm();
  if (wish && !existsSync(wish)) throw new Error(`CHROME_PATH is ${wish}, where there is nothing.`);
  return wish || installedChromium() || chromiumFromNpm();
}

/** A headless browser that talks to nobody but the page. */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: await findChromium(), args: chromiumFlags() });
}

export function chromiumFlags(): string[] {
  const quiet = [
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
  ];
  // Chromium refuses to start its sandbox as root.
  return process.getuid?.() === 0 ? [...quiet, '--no-sandbox'] : quiet;
}

function installedChromium(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const onPath = folders.flatMap(folder => commands.map(command => join(folder, command)));
  return [...onPath, ...(usualPlaces[process.platform] ?? [])].find(path => existsSync(path));
}
