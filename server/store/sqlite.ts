import type { UserMessage } from '../../protocol/messages.js';
import type {
  KeptPerson,
  ModerationStore,
  PeopleStore,
  RoomAddress,
  RoomRule,
  Sanction,
  Pruned,
  Store,
  Stored,
  StoredPage,
  StoredRoom,
  VerifiedPerson,
} from './store.js';
import type { AdminStore } from '../admin.js';
import { WorkerCalls } from './worker.js';

const threadOf = (name: string) => new URL(`./${name}${import.meta.url.slice(-3)}`, import.meta.url);

/** A store in one file, for one relay: SQLite, in a thread of its own. */
export class SqliteStore implements Store, PeopleStore, ModerationStore {
  readonly #file: string;
  readonly #calls: WorkerCalls;
  #idKey: string | undefined;

  /** @param file a path, or `:memory:` to keep nothing. */
  constructor(file: string) {
    this.#file = file;
    this.#calls = new WorkerCalls(threadOf('sqlite-worker'), { file });
  }

  /**
   * Opens the database; makes it, and its folder, if there is none.
   *
   * @throws Error with a sentence for whoever starts the relay.
   */
  async start(): Promise<void> {
    await this.#calls.start();
  }

  /** What the public ids of members are hashed with: random, made with the database, never told. */
  idKey = async (): Promise<string> => (this.#idKey ??= (await this.#calls.call('idKey')) as string);

  append: Store['append'] = drafts => this.#calls.call('append', drafts) as Promise<Stored[]>;

  open: Store['open'] = (address, limit) => this.#calls.call('open', address, limit) as Promise<StoredRoom>;

  changesAfter: Store['changesAfter'] = (address, rev, limit) =>
    this.#calls.call('changesAfter', address, rev, limit) as Promise<StoredPage>;

  readModeration: ModerationStore['readModeration'] = (space, now) =>
    this.#calls.call('readModeration', space, now) as Promise<{ sanctions: Sanction[]; rules: RoomRule[] }>;

  keepDeed: ModerationStore['keepDeed'] = deed => this.#calls.call('keepDeed', deed) as Promise<void>;

  roomsOf: AdminStore['roomsOf'] = person => this.#calls.call('roomsOf', person) as Promise<RoomAddress[]>;

  forget: AdminStore['forget'] = person => this.#calls.call('forget', person) as Promise<void>;

  select: Store['select'] = (address, which) =>
    this.#calls.call('select', address, which) as Promise<UserMessage[]>;

  history: Store['history'] = (address, place, limit) =>
    this.#calls.call('history', address, place, limit) as Promise<StoredPage>;

  prune: Store['prune'] = (rules, now) => this.#calls.call('prune', rules, now) as Promise<Pruned[]>;

  personAt: PeopleStore['personAt'] = address =>
    this.#calls.call('personAt', address) as Promise<KeptPerson | undefined>;

  verifiedPeople: PeopleStore['verifiedPeople'] = (space, limit) =>
    this.#calls.call('verifiedPeople', space, limit) as Promise<VerifiedPerson[]>;

  keepPeople: PeopleStore['keepPeople'] = (people, forgetBefore) =>
    this.#calls.call('keepPeople', people, forgetBefore) as Promise<void>;

  /** In another thread, so that sends go on meanwhile. */
  async backup(copy: string): Promise<void> {
    if (this.#file === ':memory:')
      throw new Error('Messages are kept in memory only: there is no file to copy.');
    if (!this.#calls.isStarted) throw new Error('The relay does not run: there is nothing to copy yet.');
    const thread = new WorkerCalls(threadOf('backup-worker'), { file: this.#file, copy });
    await thread.start();
    await thread.end();
  }

  async close(): Promise<void> {
    if (this.#calls.isStarted) await this.#calls.call('close');
    await this.#calls.end();
  }
}
