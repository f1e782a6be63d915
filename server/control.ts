import { existsSync, realpathSync, rmSync } from 'node:fs';
import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

/** Where a running relay takes commands: a socket beside its database, which only its user can open. */
export function controlPathOf(database: string): string {
  const path = `${existsSync(database) ? realpathSync(database) : resolve(database)}.control`;
  return process.platform === 'win32' ? `\\\\.\\pipe\\${path.replace(/[\\:]/g, '-')}` : path;
}

/** What a running relay can be told to do. Each resolves to a sentence about what was done. */
export type Commands = Record<string, (...args: string[]) => Promise<string>>;

interface Outcome {
  ok: boolean;
  sentence: string;
}

/** Takes commands until it is closed. The lock on the database tells that nobody else listens there. */
export async function listenForCommands(path: string, commands: Commands): Promise<Server> {
  rmSync(path, { force: true });
  const server = createServer({ allowHalfOpen: true }, socket => answer(socket, commands));
  await new Promise<void>((settle, fail) => server.once('error', fail).listen(path, settle));
  return server.unref();
}

/**
 * Tells the relay that runs on a database to do something.
 *
 * @returns its sentence. @throws Error with a sentence: it could not be done, or no relay is running.
 */
export async function command(path: string, verb: string, ...args: string[]): Promise<string> {
  const socket = createConnection(path);
  try {
    await new Promise<void>((settle, fail) => socket.once('connect', settle).once('error', fail));
  } catch (error) {
    throw new Error('No relay is running on that database. Start it, or name its database: --database', {
      cause: error,
    });
  }
  socket.end(`${JSON.stringify([verb, ...args])}\n`);
  for await (const line of createInterface(socket)) {
    const { ok, sentence } = JSON.parse(line) as Outcome;
    if (ok) return sentence;
    throw new Error(sentence);
  }
  throw new Error('The relay ended before it was done.');
}

function answer(socket: Socket, commands: Commands): void {
  socket.on('error', () => socket.destroy());
  createInterface(socket).once('line', line => {
    void perform(line, commands).then(outcome => socket.end(`${JSON.stringify(outcome)}\n`));
  });
}

async function perform(line: string, commands: Commands): Promise<Outcome> {
  try {
    const [verb, ...args] = JSON.parse(line) as [string, ...string[]];
    const run = Object.hasOwn(commands, verb) ? commands[verb] : undefined;
    if (!run) return { ok: false, sentence: `The running relay knows no command ${verb}.` };
    return { ok: true, sentence: await run(...args) };
  } catch (error) {
    return { ok: false, sentence: (error as Error).message };
  }
}
