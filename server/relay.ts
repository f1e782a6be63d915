import type { IncomingMessage, RequestListener, Server as HttpServer, ServerResponse } from 'node:http';
import { adminCommands } from './admin.js';
import { createApp, isOwnPath } from './app.js';
import type { Connection } from './connection.js';
import type { Commands } from './control.js';
import { FaultLog } from './fault-log.js';
import { isPlainObject } from './fields.js';
import { Front } from './front.js';
import { readOptions, type RelayOptions as Options } from './options.js';
import type { MessageRule } from './rules.js';
import { retentionRulesOf } from './retention.js';
import { show } from './show.js';
import { openSockets, originsOfAll } from './sockets.js';
import { Committer } from './store/committer.js';
import { Keeper } from './store/keeper.js';
import { SqliteStore } from './store/sqlite.js';
import type { AuditEntry, Pruned } from './store/store.js';

export type { MessageContext, MessageRule } from './rules.js';

/** What a relay is made of. */
export interface RelayOptions extends Options {
  /** Rules of one's own that every message has to pass, one after the other, before it is in the log. */
  use?: readonly MessageRule[];
}

/** A running relay, or one about to run. */
export interface Relay {
  /**
   * Serves on a port of its own.
   *
   * @param address port 0..65535, 0 (the default) for any free one; host defaults to all interfaces.
   * @throws the system's error, such as EADDRINUSE, or why the database cannot be used, in a sentence.
   */
  listen(address?: { port?: number; host?: string }): Promise<{ port: number; url: string }>;
  /**
   * Serves under its base path on a site's own HTTP server, which keeps everything else. Call it after the site
   * has added its own request listener, and give the relay a `basePath` if the site has a socket.io of its own.
   *
   * @returns once the database is open. @throws why it cannot be used, in a sentence.
   */
  attach(site: HttpServer): Promise<void>;
  /**
   * Writes a copy of the database while the relay runs. A relay that is started on it is another life of this one.
   *
   * @throws Error with a sentence, such as that the file is there already.
   */
  backup(file: string): Promise<void>;
  /** What else it can be told to do, as `awesome-chat bans` and others do. */
  readonly commands: Commands;
  /** Ends all connections and stops. What it was attached to is as it was before. Takes less than a second. */
  close(): Promise<void>;
}

/** Code that is let into a relay: the demo's. It answers only where the demo's pages are served. */
export interface Extension {
  /** Folders of the demo's with its pages, which come before the demo's own of the same name. */
  folders: readonly string[];
  /** Sees every connection before it is answered. */
  onConnection(connection: Connection): void;
  /** Sees every request first. @returns whether it answers it. */
  answers(request: IncomingMessage, response: ServerResponse): boolean;
}

/**
 * Makes a relay.
 *
 * @param extension with it, the demo's page has more on it.
 * @throws TypeError that names every wrong option.
 */
export function createRelay(options: RelayOptions = {}, extension?: Extension): Relay {
  const { use = [], ...named } = checked(options);
  const settings = readOptions(named, areRules(use) ? [] : ['use: it is not a list of functions']);
  const { basePath, database } = settings;
  let isAttached = false;
  const store = new SqliteStore(database);
  const { report, end: endReports } = new FaultLog();
  const committer = new Committer(store, report);
  const hasDemo = () => settings.demo && !isAttached;
  const pages = { hasDemo, extraFolders: extension?.folders ?? [] };
  const app = createApp({ basePath, ...pages, origins: originsOfAll(settings), report });
  const listener = extension ? extended(app.callback(), extension, hasDemo) : app.callback();
  const front = new Front(listener, path => isOwnPath(path, basePath));
  const onConnection = extension && ((connection: Connection) => extension.onConnection(connection));
  const stores = { store, people: store, moderation: store };
  const backing = { ...stores, committer, use, report, audit, onConnection, idKey: store.idKey };
  const sockets = openSockets(front.server, settings, backing);
  const onPruned = (pruned: Pruned) => sockets.drop(pruned);
  const keeper = new Keeper(store, retentionRulesOf(settings), { onPruned, report });
  const start = () => store.start().then(() => keeper.start());
  let opening: Promise<unknown> = Promise.resolve();
  /** Closing waits for it. */
  const open = <T>(work: Promise<T>): Promise<T> => {
    opening = work.catch(() => {});
    return work;
  };
  const close = async () => {
    await opening;
    await Promise.all([front.close(), sockets.close(), keeper.close()]);
    await committer.settled().then(endReports);
    await store.close();
  };
  let closing: Promise<void> | undefined;
  const listen = async (port: number, host: string) => {
    // The port first: who starts a relay twice is told of the port, not of the database.
    const address = await front.listen(port, host);
    try {
      await start();
    } catch (error) {
      await front.close();
      throw error;
    }
    return address;
  };
  return {
    async listen({ port = 0, host = '0.0.0.0' } = {}) {
      const address = await open(listen(port, host));
      return { port: address.port, url: `http://${nameOf(host)}:${address.port}${basePath}` };
    },
    async attach(site) {
      isAttached = true;
      front.attach(site);
      await open(start());
    },
    backup: file => store.backup(file),
    commands: adminCommands(sockets.spaces, store),
    close: () => (closing ??= close()),
  };
}

function areRules(use: unknown): boolean {
  return Array.isArray(use) && use.every(rule => typeof rule === 'function');
}

function extended(listener: RequestListener, extension: Extension, hasDemo: () => boolean): RequestListener {
  return (request, response) => {
    if (!hasDemo() || !extension.answers(request, response)) listener(request, response);
  };
}

/** What to call a host in an address that is opened on this machine. */
function nameOf(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}

/** A line of JSON for each thing that a moderator does. */
function audit(entry: AuditEntry): void {
  console.log(JSON.stringify({ log: 'moderation', ...entry }));
}

function checked(options: unknown): RelayOptions {
  if (isPlainObject(options)) return options;
  throw new TypeError(`createRelay: ${show(options)} is not an object of options`);
}
