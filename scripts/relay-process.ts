import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface RelayProcess {
  child: ChildProcess;
  port: number;
  /** Ends it, and waits until it is gone. */
  stop: () => Promise<void>;
}

/** The built relay as its own process, on a free port and a database of its own, once it answers. */
export async function startRelayProcess(): Promise<RelayProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'awesome-chat-'));
  const database = `sqlite:${join(folder, 'chat.db')}`;
  const args = ['dist/server/main.js', '--port', '0', '--host', '127.0.0.1', '--database', database];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>(resolve =>
    child.once('exit', () => {
      rmSync(folder, { recursive: true, force: true });
      resolve();
    }),
  );
  const stop = () => {
    child.kill('SIGTERM');
    return ended;
  };
  const port = await Promise.race([announcedPort(child), ended]);
  if (port === undefined) throw new Error('The relay ended before it listened.');
  const { ok } = await fetch(`http://127.0.0.1:${port}/healthz`);
  if (!ok) throw new Error('The relay is not well.');
  return { child, port, stop };
}

/** The relay says where it listens. */
function announcedPort(child: ChildProcess): Promise<number> {
  let output = '';
  return new Promise(resolve => {
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const port = /http:\/\/[^\s/]+:(\d+)/.exec(output)?.[1];
      if (port) resolve(Number(port));
    });
  });
}
