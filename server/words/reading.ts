import { charactersOf } from './characters.js';
import { looksOf, type Look } from './looks.js';

/** Part of a text, in UTF-16 units. */
export interface Span {
  from: number;
  to: number;
}

/** A character in which there is something to be read. */
interface Part extends Span {
  look: Look;
  /** Whether spaces or signs are before it. */
  isApart: boolean;
}

/** What stands in a text by itself, not as a part of a longer word. */
export interface Standing extends Span {
  /** What it looks like; with `EITHER` for what may be an i or an l. */
  looks: string;
  hasLetters: boolean;
  /** Whether it is one word whose letters stand one by one. */
  isSpelt: boolean;
}

/** A text as it reads: its words, with a space between each two. */
export class Reading {
  /** What it looks like, i and l being one. */
  readonly looks: string;
  readonly #looks: string;
  readonly #parts: readonly Part[];
  /** By place in its looks, the part that begins or ends there. */
  readonly #startsAt: (number | undefined)[] = [];
  readonly #endsAt: (number | undefined)[] = [];

  /** The readings of a text, by its lower case and by its looks; one, where they are the same. */
  static allOf(text: string): Reading[] {
    const parts = partsOf(text);
    const isOne = parts.every(({ look: { forms } }) => forms[0] === forms[1]);
    return isOne ? [new Reading(parts, 0)] : [new Reading(parts, 0), new Reading(parts, 1)];
  }

  private constructor(parts: readonly Part[], form: 0 | 1) {
    let looks = '';
    for (let index = 0; index < parts.length; index++) {
      if (isNextWord(parts, index)) looks += ' ';
      this.#startsAt[looks.length] = index;
      looks += parts[index]!.look.forms[form];
      this.#endsAt[looks.length] = index;
    }
    this.#parts = parts;
    this.#looks = looks;
    this.looks = looks.replace(/[i1]/g, 'l');
  }

  /** All of it. */
  get whole(): Standing {
    return this.standing(0, this.looks.length)!;
  }

  /** What stands from one place in its looks to another. Undefined where that is not by itself. */
  standing(from: number, to: number): Standing | undefined {
    const [first, last] = [this.#startsAt[from], this.#endsAt[to]];
    if (first === undefined || last === undefined) return undefined;
    if (!this.#isFree(first) || !this.#isFree(last + 1)) return undefined;
    const parts = this.#parts.slice(first, last + 1);
    const looks = this.#looks.slice(from, to);
    return {
      from: parts[0]!.from,
      to: parts.at(-1)!.to,
      looks,
      hasLetters: parts.some(isLetter),
      isSpelt: !looks.includes(' ') && parts.some(({ isApart }, index) => isApart && index > 0),
    };
  }

  /** Whether a word can begin with a part, and one end before it. */
  #isFree(index: number): boolean {
    const [before, after] = [this.#parts[index - 1], this.#parts[index]];
    if (!before || !after || after.isApart) return true;
    return before.look.kind !== after.look.kind || after.look.kind === 'packed';
  }
}

function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  let to = 0;
  let isApart = true;
  const characters = charactersOf(text);
  const looks = looksOf(characters);
  for (const character of characters) {
    const look = looks.get(character)!;
    const from = to;
    to += character.length;
    if (look.kind === 'nothing') continue;
    if (look.kind !== 'gap') parts.push({ look, from, to, isApart });
    isApart = look.kind === 'gap';
  }
  return parts;
}

/** Letters that stand one by one are one word: "d a r n". */
function isNextWord(parts: readonly Part[], index: number): boolean {
  if (index === 0 || !parts[index]!.isApart) return false;
  return !isAlone(parts, index - 1) || !isAlone(parts, index);
}

function isAlone(parts: readonly Part[], index: number): boolean {
  return parts[index]!.isApart && (parts[index + 1]?.isApart ?? true);
}

function isLetter({ look: { kind } }: Part): boolean {
  return kind === 'letter' || kind === 'packed';
}
