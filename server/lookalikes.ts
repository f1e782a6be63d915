import { CONFUSABLES } from './confusables.js';

const TARGETS = new Map(
  CONFUSABLES.split('\n').flatMap(line => {
    const [target = '', characters = ''] = line.split('\t');
    return Array.from(characters, (character): [string, string] => [character, target]);
  }),
);

/** In normal form, whichever: most names and messages are. */
const PLAIN = /^[ -~]*$/;

/** What only decorates letters: accents of the Latin script. In other scripts marks are letters. */
const ACCENTS = /[\u0300-\u036f]/g;
const NEITHER_LETTER_NOR_DIGIT = /[^\p{L}\p{M}\p{N}]/gu;

/** What a character, as it is in NFD, is taken for. Undefined: for itself alone. */
export function lookalikeOf(character: string): string | undefined {
  return TARGETS.get(character);
}

/**
 * What a text looks like, whatever it is written with: equal for texts that a reader takes for the same. The skeleton
 * of UTS #39 (https://www.unicode.org/reports/tr39/), without regard to case and accents; i and l, too, are one, as
 * they are in capitals.
 */
export function looksOf(text: string): string {
  return caseless(text.normalize('NFKC'), lookalikeOf).replace(ACCENTS, '').replace(/i/g, 'l');
}

/** The same of a name: what is neither a letter nor a digit makes no other name, unless there is nothing else. */
export function looksOfName(name: string): string {
  const looks = looksOf(name);
  return looks.replace(NEITHER_LETTER_NOR_DIGIT, '') || looks;
}

/** A text in lower case, with each character as it looks in the case it has, and in lower case. */
export function caseless(text: string, lookOf: (character: string) => string | undefined): string {
  return skeletonOf(skeletonOf(text, lookOf).toLowerCase(), lookOf);
}

function skeletonOf(text: string, lookOf: (character: string) => string | undefined): string {
  const looks = Array.from(decomposed(text), character => lookOf(character) ?? character);
  return decomposed(looks.join(''));
}

function decomposed(text: string): string {
  return PLAIN.test(text) ? text : text.normalize('NFD');
}
