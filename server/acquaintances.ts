import type { KeptPerson, PeopleStore, PersonAddress, VerifiedPerson } from './store/store.js';

/** What may be new of someone. */
export type News = Omit<KeptPerson, keyof PersonAddress | 'firstSeen' | 'lastSeen'>;

/** How long what is new of people is gathered before it is kept, in ms. */
const GATHER_MS = 2000;
/** People not seen for so long are forgotten, in ms: a year. */
const FORGET_AFTER_MS = 365 * 86_400_000;

/**
 * What the relay remembers of people: the name and colour they chose, and when they were here. Only of those who have written or
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

  /** What is remembered of someone, if anything is. Nothing, while the store cannot say. */
  async recall(id: string): Promise<News | undefined> {
    const news = this.#news.get(id);
    try {
      const kept = await this.#store.personAt(this.#addressOf(id));
      return kept || news ? { ...kept, ...news } : undefined;
    } catch (error) {
      this.#report(error);
      return news;
    }
  }

  /** Those of whom it is remembered that their site vouches for their name, the latest last. Undefined, while the store cannot say. */
  async verified(limit: number): Promise<VerifiedPerson[] | undefined> {
    try {
      return await this.#store.verifiedPeople(this.#space, limit);
    } catch (error) {
      this.#report(error);
      return undefined;
    }
  }

  /** Someone is here whom to remember. @param news what is not in it stays as it was */
  note(id: string, news: News = {}): void {
    const now = Date.now();
    const address = this.#addressOf(id);
    this.#news.set(id, { firstSeen: now, ...this.#news.get(id), ...news, ...address, lastSeen: now });
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
