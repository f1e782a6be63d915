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

/** @param env what it and the browser are told beside what this process knows */
export async function startWebKitDriver(
  { driver, browser }: WebKit,
  env: NodeJS.ProcessEnv = {},
): Promise<WebKitDriver> {
  const port = await freePort();
  const child = spawnOnScreen(driver, [`--port=${port}`, '--host=127.0.0.1'], { ...process.env, ...env });
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

function spawnOnScreen(command: string, args: string[], env: NodeJS.ProcessEnv): ChildProcess {
  const options = { detached: true, stdio: 'ignore', env } as const;
  if (env['DISPLAY']) return spawn(command, args, options);
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
