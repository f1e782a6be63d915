import { CONFUSABLES } from './confusables.js';

const TARGETS = new Map(
  CONFUSABLES.split('\n').flatMap(line => {
    const [target = '', characters = ''] = line.split('\t');
    return Array.from(characters, (character): [string, string] => [character, target]);
  }),
);

/** What only decorates letters: accents of the Latin script. In other scripts marks are letters. */
const ACCENTS = /[\u0300-\u036f]/g;
const NEITHER_LETTER_NOR_DIGIT = /[^\p{L}\p{M}\p{N}]/gu;

/**
 * What a text looks like, whatever it is written with: equal for texts that a reader takes for the same. The skeleton
 * of UTS #39 (https://www.unicode.org/reports/tr39/), without regard to case and accents; i and l, too, are one, as
 * they are in capitals.
 */
export function looksOf(text: string): string {
  const plain = skeletonOf(text.normalize('NFKC'));
  return skeletonOf(plain.toLowerCase()).replace(ACCENTS, '').replace(/i/g, 'l');
}

/** The same of a name: what is neither a letter nor a digit makes no other name, unless there is nothing else. */
export function looksOfName(name: string): string {
  const looks = looksOf(name);
  return looks.replace(NEITHER_LETTER_NOR_DIGIT, '') || looks;
}

function skeletonOf(text: string): string {
  return Array.from(text.normalize('NFD'), character => TARGETS.get(character) ?? character)
    .join('')
    .normalize('NFD');
}
