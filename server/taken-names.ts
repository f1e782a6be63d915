import { Refused } from '../protocol/refusals.js';
import type { Person } from '../protocol/messages.js';
import { guestName, type Identity } from './identity.js';
import { looksOfName } from './lookalikes.js';
import { Reading } from './words/reading.js';
import type { WordList } from './words/word-list.js';

/** Names that would make a reader believe that the site itself speaks, or that they speak themselves. */
const RESERVED = [
  'admin',
  'administrator',
  'mod',
  'moderator',
  'server',
  'staff',
  'support',
  'system',
  'you',
];
/** Verified people whose names are kept free. Beyond, who came longest ago is forgotten. */
export const MAX_VERIFIED = 10_000;
/** The highest number that is tried behind a name that is taken. */
const MAX_NUMBER = 99;

const reservedLooks = new Set(RESERVED.map(looksOfName));

/**
 * The names that are not for everyone: reserved ones, those of verified people, and those with a word in them that is not
 * said in some room. Compared by what they look like.
 */
export class TakenNames {
  readonly #unwanted: readonly WordList[];
  /** Ids of verified people by what their names look like. */
  readonly #verified = new Map<string, string>();
  /** What the names of people look like: of those who are here it is asked again and again. */
  readonly #looks = new WeakMap<Person, string>();

  /** @param unwanted words that no name may have in it */
  constructor(unwanted: readonly WordList[] = []) {
    this.#unwanted = unwanted;
  }

  /** Keeps a verified person's name free from now on. Others change nothing. @returns whether it was not theirs until now */
  keep(person: Person): boolean {
    const { id, verified } = person;
    if (!verified) return false;
    const looks = this.#looksOf(person);
    const isNew = this.#verified.get(looks) !== id;
    this.#verified.delete(looks);
    this.#verified.set(looks, id);
    if (this.#verified.size > MAX_VERIFIED) this.#verified.delete(this.#verified.keys().next().value!);
    return isNew;
  }

  /** Lets go of what was kept free for somebody. */
  release(person: string): void {
    for (const [looks, id] of this.#verified) if (id === person) this.#verified.delete(looks);
  }

  /** Whether somebody goes by the name of a verified person. */
  isTaken(person: Person): boolean {
    return !person.verified && !person.role && this.#isAnothers(person);
  }

  /** @throws Refused `bad-name` with a suggestion, if the person may not go by their name. The site answers for its own people. */
  check(person: Person): void {
    if (person.verified || person.role) return;
    if (isReserved(person.name) || this.#isUnwanted(person)) throw badName(guestName(person.id));
    if (this.#isAnothers(person)) throw badName(this.#numbered(person));
  }

  /** The same person, by a guest's name where they may not go by the one they wished. */
  settle(identity: Identity): Identity {
    try {
      this.check(identity.person);
      return identity;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const { person } = identity;
      const { suggestion } = error;
      const named = { ...identity, person: { ...person, name: guestName(person.id) } };
      return { ...named, refusal: 'bad-name', ...(suggestion && { suggestion }) };
    }
  }

  /** But what the relay itself calls someone: there is nothing else to call them. */
  #isUnwanted({ id, name }: Person): boolean {
    if (this.#unwanted.length === 0 || name === guestName(id)) return false;
    const readings = Reading.allOf(name);
    return this.#unwanted.some(words => words.isIn(readings));
  }

  #looksOf(person: Person): string {
    const looks = this.#looks.get(person) ?? looksOfName(person.name);
    this.#looks.set(person, looks);
    return looks;
  }

  #isAnothers(person: Person): boolean {
    const owner = this.#verified.get(this.#looksOf(person));
    return owner !== undefined && owner !== person.id;
  }

  #numbered(person: Person): string {
    for (let number = 2; number <= MAX_NUMBER; number++) {
      const name = `${person.name} ${number}`;
      if (!this.#isAnothers({ ...person, name })) return name;
    }
    return guestName(person.id);
  }
}

const badName = (suggestion: string) => new Refused('bad-name', { suggestion });

/** Also where it is one word of several: "Chat Admin", "The.Moderator". */
function isReserved(name: string): boolean {
  const words = [name, ...name.split(/[^\p{L}\p{M}\p{N}]+/u)];
  return words.some(word => reservedLooks.has(looksOfName(word)));
}
