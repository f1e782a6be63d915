import type { Server } from 'node:net';
import { resolve } from 'node:path';
import { announcement, explainStart } from './announce.js';
import { version } from './app.js';
import { helpText, readCommand, type Command, type CommandSettings } from './command.js';
import { command, controlPathOf, listenForCommands } from './control.js';
import type { Demo } from './demo.js';
import { makeToken } from './token-command.js';
import { createRelay, type Relay } from './relay.js';

process.exitCode = await main(readCommand(process.argv.slice(2), process.env));

async function main(read: Command): Promise<number> {
  const { shows, errors, verb } = read;
  if (shows === 'help') return say(helpText());
  if (shows === 'version') return say(version);
  if (errors.length > 0)
    return fail([
      shows ? 'The configuration is wrong:' : 'awesome-chat cannot start:',
      ...errors.map(error => `  ${error}`),
    ]);
  if (shows) return say('The configuration is right.');
  if (verb === 'token') return say(await makeToken(read.token, read.settings));
  return verb ? tell(read) : run(read);
}

/** Runs a relay until it is told to stop. */
async function run({ port, host, options, settings, hasPanel }: Command): Promise<number> {
  let address = { port, host };
  const demo = hasPanel ? await loadDemo(settings, () => restart()) : undefined;
  const create = () => createRelay({ ...options, ...demo?.options }, demo);
  let relay = create();
  try {
    address = { ...(await relay.listen(address)), host };
    const control = await takeCommands(() => relay, settings.database);
    stopOnSignals(async () => {
      control?.close();
      await relay.close();
    });
    return say(announcement(address.port, settings, demo?.warnings));
  } catch (error) {
    await relay.close();
    return fail([explainStart(error as NodeJS.ErrnoException, port, host)]);
  }

  /** To whoever is connected it looks as if the process had ended and begun again. */
  async function restart(): Promise<void> {
    await relay.close();
    relay = create();
    try {
      await relay.listen(address);
    } catch (error) {
      process.exit(fail([explainStart(error as NodeJS.ErrnoException, address.port, host)]));
    }
  }
}

/** What only a relay that is to be shown loads. */
async function loadDemo(settings: CommandSettings, restart: () => Promise<void>): Promise<Demo> {
  const { Demo } = await import('./demo.js');
  return new Demo(settings, restart);
}

/** Tells the relay that runs on the same database to do something. */
async function tell({ verb, args, settings }: Command): Promise<number> {
  // A file is meant from here, not from where the relay was started.
  const told = verb === 'backup' ? args.map(file => resolve(file)) : args;
  try {
    return say(await command(controlPathOf(settings.database), verb!, ...told));
  } catch (error) {
    return fail([(error as Error).message]);
  }
}

async function takeCommands(relay: () => Relay, database: string): Promise<Server | undefined> {
  if (database === ':memory:') return undefined;
  const backup = async (file = '') => {
    await relay().backup(file);
    return `Backed up to ${file}`;
  };
  const of =
    (verb: string) =>
    (...args: string[]) =>
      relay().commands[verb]!(...args);
  const others = Object.fromEntries(Object.keys(relay().commands).map(verb => [verb, of(verb)]));
  // A relay that cannot be told anything still serves.
  return listenForCommands(controlPathOf(database), { ...others, backup }).catch((error: Error) => {
    console.error(`awesome-chat backup and the like will not work: ${error.message}`);
    return undefined;
  });
}

function say(text: string): number {
  console.log(text);
  return 0;
}

function fail(lines: string[]): number {
  console.error(lines.join('\n'));
  return 1;
}

/** The first signal ends it cleanly; a second one at once. */
function stopOnSignals(stop: () => Promise<void>): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      process.once(signal, () => process.exit(1));
      void stop().then(() => process.exit(0));
    });
  }
}
