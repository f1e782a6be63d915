import type {
  Draft,
  Place,
  Pruned,
  RetentionRule,
  RoomAddress,
  Store,
  Stored,
  Which,
} from '../../server/store/store.js';
import type { Clock } from './clock.js';
import type { Disk } from './disk.js';
import type { Random } from './random.js';

/** What a disk does to those who use it. */
export interface Trouble {
  /** Longest that one piece of work takes, in ms. */
  slowMs: number;
  /** How probably a commit is refused, and is not there. */
  commitFailure: number;
  /** How probably something cannot be read. */
  readFailure: number;
  /**
   * What happens at the next commit: the relay dies just before, or when it is on the disk and not yet answered;
   * or then the thread of the store alone dies.
   */
  trap?: 'before' | 'after' | 'thread' | undefined;
}

export interface DiskSurroundings {
  clock: Clock;
  random: Random;
  trouble: Trouble;
  /** Ends the relay. */
  crash: () => void;
}

interface Call {
  isCommit: boolean;
  work: () => unknown;
  resolve: (result: unknown) => void;
  reject: (error: Error) => void;
}

/** The store of one run of the relay: does one thing after the other, as a thread of its own does, and answers in order. */
export class DiskStore implements Store {
  readonly disk: Disk;
  protected readonly surroundings: DiskSurroundings;
  /** What is not answered yet. */
  readonly #calls = new Set<Call>();
  #hasEnded = false;
  #busyUntil = 0;
  #answersUntil = 0;

  constructor(disk: Disk, surroundings: DiskSurroundings) {
    this.disk = disk;
    this.surroundings = surroundings;
  }

  append(drafts: Draft[]): Promise<Stored[]> {
    return this.#call(() => this.commit(drafts), true);
  }

  open(address: RoomAddress, limit: number) {
    return this.#call(() => this.disk.open(address, limit));
  }

  changesAfter(address: RoomAddress, rev: number, limit: number) {
    return this.#call(() => this.disk.changesAfter(address, rev, limit));
  }

  history(address: RoomAddress, place: Place, limit: number) {
    return this.#call(() => this.disk.history(address, place, limit));
  }

  select(address: RoomAddress, which: Which) {
    return this.#call(() => this.disk.select(address, which));
  }

  prune(rules: readonly RetentionRule[], now: number): Promise<Pruned[]> {
    return this.#call(() => this.disk.prune(rules, now));
  }

  async backup(): Promise<void> {}

  async close(): Promise<void> {}

  /** The relay has ended: nothing is done or answered any more. */
  end(): void {
    this.#hasEnded = true;
    this.#calls.clear();
  }

  /** The thread dies, and another one goes on: what was asked is refused, though it may have been done. */
  dieAndGoOn(): void {
    const calls = [...this.#calls];
    this.#calls.clear();
    for (const { reject } of calls) reject(new Error('the thread of the store has ended'));
  }

  /** Overridden where a store is to be broken. */
  protected commit(drafts: Draft[]): Stored[] {
    return this.disk.append(drafts).stored;
  }

  #call<T>(work: () => T, isCommit = false): Promise<T> {
    const { clock, random, trouble } = this.surroundings;
    this.#busyUntil = Math.max(this.#busyUntil, clock.now) + random.between(0, trouble.slowMs);
    return new Promise<unknown>((resolve, reject) => {
      if (this.#hasEnded) return;
      const call = { isCommit, work, resolve, reject };
      this.#calls.add(call);
      clock.after(this.#busyUntil - clock.now, () => this.#calls.has(call) && this.#execute(call));
    }) as Promise<T>;
  }

  #execute(call: Call): void {
    const { random, trouble, crash } = this.surroundings;
    const failure = call.isCommit ? trouble.commitFailure : trouble.readFailure;
    const trap = call.isCommit ? trouble.trap : undefined;
    if (trap) trouble.trap = undefined;
    if (trap === 'before') return crash();
    if (random.chance(failure)) return this.#answer(call, () => call.reject(new Error('the disk says no')));
    const result = call.work();
    if (trap === 'after') return crash();
    if (trap === 'thread') return this.dieAndGoOn();
    this.#answer(call, () => call.resolve(result));
  }

  #answer(call: Call, answer: () => void): void {
    const { clock, random } = this.surroundings;
    this.#answersUntil = Math.max(this.#answersUntil, clock.now + random.between(0, 2));
    clock.after(this.#answersUntil - clock.now, () => this.#calls.delete(call) && answer());
  }
}
