import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { freePort } from '../free-port.js';
import { findCommand, type WebKit } from './find.js';

const START_MS = 20_000;

/** A WebDriver for WebKitGTK that listens, on a screen of its own where there is none. */
export interface WebKitDriver {
  port: number;
  capabilities: Record<string, unknown>;
  stop(): Promise<void>;
}

export async function startWebKitDriver({ driver, browser }: WebKit): Promise<WebKitDriver> {
  const port = await freePort();
  const child = spawnOnScreen(driver, [`--port=${port}`, '--host=127.0.0.1']);
  const ended = once(child, 'exit');
  await Promise.race([answers(port), ended.then(() => fail('The driver of WebKit has ended at once.'))]);
  return {
    port,
    capabilities: {
      browserName: 'MiniBrowser',
      'webkitgtk:browserOptions': { binary: browser, args: ['--automation'] },
      'wdio:enforceWebDriverClassic': true,
    },
    async stop() {
      // The whole group: the screen and the driver end together.
      process.kill(-child.pid!, 'SIGTERM');
      await ended;
    },
  };
}

function spawnOnScreen(command: string, args: string[]): ChildProcess {
  const options = { detached: true, stdio: 'ignore' } as const;
  if (process.env['DISPLAY']) return spawn(command, args, options);
  const screen = findCommand('xvfb-run') ?? fail('WebKit needs a screen: install xvfb and xauth.');
  return spawn(screen, ['-a', command, ...args], options);
}

async function answers(port: number): Promise<void> {
  const end = Date.now() + START_MS;
  while (Date.now() < end) {
    const response = await fetch(`http://127.0.0.1:${port}/status`).catch(() => undefined);
    if (response?.ok) return;
    await new Promise(resolve => setImmediate(resolve));
  }
  fail(`The driver of WebKit does not answer within ${START_MS / 1000} s.`);
}

function fail(sentence: string): never {
  throw new Error(sentence);
}
