import type { Person } from '../protocol/messages.js';
import type { People } from '../protocol/events.js';

/** A change of who is in a room. Without `joined`, `changed`, `left` and `list`: too many to be told by name. */
export interface PresenceChange {
  count: number;
  joined?: Person[];
  changed?: Changed[];
  left?: Person[];
  /**
   * Everyone, when the room has become small enough again to be told by name; or when someone is here again
   * who, for the others, had never left.
   */
  list?: Person[];
}

/** Someone who has another name, or another colour. */
export interface Changed {
  person: Person;
  /** As the others knew them. */
  was: Person;
}

export interface PresenceOptions {
  /** People up to whom a room tells who comes and goes; past this only how many there are. */
  namedUpTo: number;
  /** How long someone may be away without having left, in ms. A reload or a lost link takes less. */
  graceMs: number;
  /** How long comings and goings are gathered into one packet, in ms. */
  foldMs: number;
}

/**
 * How long a room that was empty waits for those who were in it, in ms. A restart of the relay, or of what stands
 * before it, throws out everyone at once, and a client waits up to this long between two attempts to be back.
 */
export const RETURN_MS = 15_000;

interface Present {
  person: Person;
  connections: number;
  /** Whether the others have heard of this person. */
  isTold: boolean;
  leaving?: NodeJS.Timeout;
}

/** Who is in a room. Counts persons, not connections, and tells of changes folded, not one by one. */
export class Presence {
  readonly #options: PresenceOptions;
  readonly #tell: (change: PresenceChange) => void;
  readonly #present = new Map<string, Present>();
  /** Those whose coming, whose other name or colour, or whose going is not told yet. */
  readonly #joined = new Map<string, Person>();
  readonly #changed = new Map<string, Changed>();
  readonly #left = new Map<string, Person>();
  #telling: NodeJS.Timeout | undefined;
  #wasNamed = true;
  /** Until when those who come back did not come anew. */
  #returnUntil = 0;
  /** Whether someone came back whom no notice names. */
  #hasReturned = false;

  constructor(options: PresenceOptions, tell: (change: PresenceChange) => void) {
    this.#options = options;
    this.#tell = tell;
  }

  get count(): number {
    return this.#present.size;
  }

  get people(): People {
    return this.#isNamed ? { count: this.count, list: this.#list } : { count: this.count };
  }

  /** @param isBack they say that they were here before */
  enter(person: Person, isBack = false): void {
    const present = this.#present.get(person.id);
    if (!present) {
      this.#add(person, isBack);
      return;
    }
    clearTimeout(present.leaving);
    present.connections++;
    this.change(person);
  }

  /** Someone who is here may have another name or colour now. What else is new of them is told to those who come. */
  change(person: Person): void {
    const present = this.#present.get(person.id);
    if (!present) return;
    const before = present.person;
    this.#note(present, person);
    if (isOther(before, person)) this.#tellSoon();
  }

  /** One of a person's connections is gone. @param atOnce they said so: no grace. */
  leave(person: Person, atOnce = false): void {
    const present = this.#present.get(person.id);
    if (!present || --present.connections > 0) return;
    if (atOnce) this.#remove(present);
    else present.leaving = setTimeout(() => this.#remove(present), this.#options.graceMs).unref();
  }

  close(): void {
    clearTimeout(this.#telling);
    for (const { leaving } of this.#present.values()) clearTimeout(leaving);
  }

  get #isNamed(): boolean {
    return this.count <= this.#options.namedUpTo;
  }

  get #list(): Person[] {
    return Array.from(this.#present.values(), ({ person }) => person);
  }

  #add(person: Person, isBack: boolean): void {
    if (this.count === 0) this.#returnUntil = Date.now() + RETURN_MS;
    const isReturning = isBack && Date.now() < this.#returnUntil;
    this.#hasReturned ||= isReturning;
    const gone = this.#left.get(person.id);
    this.#left.delete(person.id);
    const present: Present = {
      person: gone ?? person,
      connections: 1,
      isTold: isReturning || gone !== undefined,
    };
    this.#present.set(person.id, present);
    this.#note(present, person);
    this.#tellSoon();
  }

  #note(present: Present, person: Person): void {
    const was = this.#changed.get(person.id)?.was ?? present.person;
    present.person = person;
    if (!present.isTold) this.#joined.set(person.id, person);
    else if (isOther(was, person)) this.#changed.set(person.id, { person, was });
    else this.#changed.delete(person.id);
  }

  #remove({ person, isTold }: Present): void {
    this.#present.delete(person.id);
    this.#joined.delete(person.id);
    this.#changed.delete(person.id);
    if (isTold) this.#left.set(person.id, person);
    this.#tellSoon();
  }

  #tellSoon(): void {
    this.#telling ??= setTimeout(() => this.#tellNow(), this.#options.foldMs).unref();
  }

  #tellNow(): void {
    this.#telling = undefined;
    this.#tell(this.#change());
    this.#wasNamed = this.#isNamed;
    this.#hasReturned = false;
    for (const id of this.#joined.keys()) this.#present.get(id)!.isTold = true;
    for (const untold of [this.#joined, this.#changed, this.#left]) untold.clear();
  }

  #change(): PresenceChange {
    const { count } = this;
    if (!this.#isNamed) return { count };
    if (!this.#wasNamed) return { count, list: this.#list };
    const [joined, changed, left] = [this.#joined, this.#changed, this.#left];
    return {
      count,
      joined: [...joined.values()],
      changed: [...changed.values()],
      left: [...left.values()],
      ...(this.#hasReturned && { list: this.#list }),
    };
  }
}

const isOther = (one: Person, other: Person) => one.name !== other.name || one.color !== other.color;
