import { Automaton } from './automaton.js';
import { charactersOf } from './characters.js';
import { EITHER, looksOf, type Look } from './looks.js';
import { Reading, type Span, type Standing } from './reading.js';

const READABLE = new Set<Look['kind']>(['letter', 'packed', 'digit']);

/** Words to be found in texts, however they are written there. */
export class WordList {
  readonly #automaton: Automaton;
  /** By what they look like, i and l being one. */
  readonly #words = new Map<string, Standing[]>();

  /** @param words such as `isWord` allows */
  constructor(words: readonly string[]) {
    for (const word of words) {
      const { looks, whole } = Reading.allOf(word)[0]!;
      this.#words.set(looks, [...(this.#words.get(looks) ?? []), whole]);
    }
    this.#automaton = new Automaton(this.#words.keys());
  }

  isIn(readings: readonly Reading[]): boolean {
    return readings.some(reading => !this.#spansIn(reading).next().done);
  }

  findIn(readings: readonly Reading[]): Span[] {
    return readings.flatMap(reading => [...this.#spansIn(reading)]);
  }

  *#spansIn(reading: Reading): Generator<Span> {
    for (const { from, to } of this.#automaton.search(reading.looks)) {
      const standing = reading.standing(from, to);
      const words = this.#words.get(reading.looks.slice(from, to))!;
      if (standing && words.some(word => isSame(word, standing))) yield standing;
    }
  }
}

/** Whether something can be on a list: it begins and ends with what can be read. */
export function isWord(word: string): boolean {
  const characters = charactersOf(word.trim());
  const looks = looksOf(characters);
  return [characters[0], characters.at(-1)].every(
    character => character !== undefined && READABLE.has(looks.get(character)!.kind),
  );
}

function isSame(word: Standing, { looks, hasLetters, isSpelt }: Standing): boolean {
  if (word.hasLetters !== hasLetters || (word.isSpelt && !isSpelt)) return false;
  for (let at = 0; at < looks.length; at++) {
    const [one, other] = [word.looks[at], looks[at]];
    if (one !== other && one !== EITHER && other !== EITHER) return false;
  }
  return true;
}
