import type { KeptPerson, PeopleStore, PersonAddress } from './store/store.js';

/** How long what is new of people is gathered before it is kept, in ms. */
const GATHER_MS = 2000;
/** People not seen for so long are forgotten, in ms: a year. */
const FORGET_AFTER_MS = 365 * 86_400_000;

/**
 * What the relay remembers of people: the name they chose, and when they were here. Only of those who have written or
 * have chosen a name: who just looks in leaves no trace.
 */
export class Acquaintances {
  readonly #store: PeopleStore;
  readonly #space: string;
  readonly #report: (error: unknown) => void;
  /** What is new, and not kept yet. */
  readonly #news = new Map<string, KeptPerson>();
  #timer: NodeJS.Timeout | undefined;
  #keeping: Promise<void> = Promise.resolve();

  /** @param space default '': that of namespace `/` */
  constructor(store: PeopleStore, report: (error: unknown) => void, space = '') {
    this.#space = space;
    this.#store = store;
    this.#report = report;
  }

  /** What is remembered of someone. Nothing, while the store cannot say. */
  async recall(id: string): Promise<KeptPerson | undefined> {
    const news = this.#news.get(id);
    if (news?.name) return news;
    try {
      const kept = await this.#store.personAt(this.#addressOf(id));
      return kept ?? news;
    } catch (error) {
      this.#report(error);
      return news;
    }
  }

  /** Someone is here whom to remember. @param name the name that they chose; undefined: none, or still the same */
  note(id: string, name?: string): void {
    const now = Date.now();
    const before = this.#news.get(id);
    const known = name ?? before?.name;
    const firstSeen = before?.firstSeen ?? now;
    this.#news.set(id, {
      ...this.#addressOf(id),
      firstSeen,
      lastSeen: now,
      ...(known !== undefined && { name: known }),
    });
    this.#timer ??= setTimeout(() => this.#keep(), GATHER_MS).unref();
  }

  /** Lets go of somebody. Once it is done, the store has all that it will get of them unless they are noted again. */
  async forget(id: string): Promise<void> {
    this.#news.delete(id);
    await this.#keeping;
  }

  /** Keeps what is new. */
  async close(): Promise<void> {
    this.#keep();
    await this.#keeping;
  }

  #addressOf(id: string): PersonAddress {
    return { space: this.#space, id };
  }

  #keep(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const people = [...this.#news.values()];
    this.#news.clear();
    if (people.length === 0) return;
    const keep = () => this.#store.keepPeople(people, Date.now() - FORGET_AFTER_MS);
    // Nobody waits for it, and nothing is lost that was promised.
    this.#keeping = this.#keeping.then(keep).catch(this.#report);
  }
}
