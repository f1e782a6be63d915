import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CommandSettings } from './command.js';
import type { Connection } from './connection.js';
import { DemoFaults } from './demo-faults.js';
import { DemoSignIn } from './demo-sign-in.js';
import type { RelayOptions } from './options.js';
import type { Extension } from './relay.js';

/** What `--demo` adds to a relay. For showing it, never for running a chat. */
export class Demo implements Extension {
  readonly folders: readonly string[];
  /** What the relay needs for it, instead of its own. */
  readonly options: RelayOptions;
  /** What whoever starts it has to know, each in a sentence. */
  readonly warnings = [
    'Visitors of its page may break connections and restart it (--demo): for showing only.',
  ];
  readonly #faults: DemoFaults;
  readonly #signIn: DemoSignIn | undefined;

  /** @param restart to be called by visitors, unless the messages would be lost. */
  constructor(settings: CommandSettings, restart: () => Promise<void>) {
    const { basePath, database } = settings;
    this.#faults = new DemoFaults(basePath, database === ':memory:' ? undefined : restart);
    this.#signIn = hasOwnKeys(settings) ? undefined : new DemoSignIn(basePath);
    this.folders = this.#signIn ? ['sign-in', 'break-it'] : ['break-it'];
    this.options = this.#signIn?.options ?? {};
    if (this.#signIn)
      this.warnings.push('Visitors of its page may sign in as a MODERATOR (--demo): never in production.');
  }

  onConnection(connection: Connection): void {
    this.#faults.onConnection(connection);
  }

  answers(request: IncomingMessage, response: ServerResponse): boolean {
    const desks = [this.#faults, this.#signIn];
    return desks.some(desk => desk?.answers(request, response));
  }
}

/** A relay that a site's people sign in to needs no people of the demo's, in none of its spaces. */
function hasOwnKeys({ spaces, ...settings }: CommandSettings): boolean {
  return [settings, ...spaces.values()].some(({ tokenSecret, tokenKey }) => tokenSecret ?? tokenKey);
}
