import { caseless, lookalikeOf } from '../lookalikes.js';

/** How a character reads, whatever it is written with. */
export interface Look {
  /**
   * What it looks like, without accents: in lower case, and as it stands. For a Russian capital is taken for a Latin one
   * that its lower case does not look like. `EITHER` stands for what may be an i or an l.
   */
  readonly forms: readonly [string, string];
  /** `packed`: of a script without spaces between words, or a picture; `sign`: no letter, and looks like one. */
  readonly kind: 'letter' | 'packed' | 'digit' | 'sign' | 'gap' | 'nothing';
}

/** A capital i, the digit one, a stroke, and their like. */
export const EITHER = '1';

/** Between characters that are read together: one by one it would take ten times as long. */
const SEPARATOR = '\0';
const INVISIBLE = /(?![\0\t-\r\u0085])[\p{C}\p{DI}\p{EMod}]/gu;
const READ = /[\p{L}\p{N}\p{ExtPict}\p{RI}]/u;
const UNREAD = /[^\0\p{L}\p{M}\p{N}\p{ExtPict}\p{RI}]/gu;
/** Scripts that write no spaces between words, or nothing between a word and its ending. */
const PACKED =
  /[\p{ExtPict}\p{RI}\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]/u;
/** Marks of no script of their own, but those that make another letter of a kana. */
const ACCENTS = /(?![\u3099\u309a])\p{sc=Zinh}/gu;
/** Marks on letters that can be read without. One of another script is as good as an accent there. */
const MARKS = /(?<=[\p{sc=Latn}\p{sc=Grek}\p{sc=Cyrl}\p{sc=Hebr}\p{sc=Arab}\p{sc=Zyyy}])\p{M}+/gu;
/** How each of some characters reads. */
export function looksOf(characters: Iterable<string>): Map<string, Look> {
  const all = [...new Set(characters)];
  const text = all.map(character => character.replaceAll(SEPARATOR, '')).join(SEPARATOR);
  const plain = undecorated(text.replace(INVISIBLE, '').normalize('NFKC'));
  const small = plain.toUpperCase().toLowerCase();
  const seen = formsOf(plain);
  const folded = small === plain ? seen : formsOf(small);
  const looks = plain
    .split(SEPARATOR)
    .map((one, index): [string, Look] => [all[index]!, lookOf(one, folded[index]!, seen[index]!)]);
  return new Map(looks);
}

function lookOf(plain: string, small: string, seen: string): Look {
  const isEither = small === 'i' && seen === EITHER;
  return { forms: [isEither ? EITHER : small, seen], kind: kindOf(plain, seen) };
}

function kindOf(plain: string, looks: string): Look['kind'] {
  if (!plain) return 'nothing';
  const [first] = READ.exec(plain) ?? [];
  if (!first) return /[a-z\d]/.test(looks) ? 'sign' : 'gap';
  if (PACKED.test(first)) return 'packed';
  return /\p{N}/u.test(first) ? 'digit' : 'letter';
}

function undecorated(text: string): string {
  return text.normalize('NFD').replace(ACCENTS, '').replace(MARKS, '');
}

function formsOf(plain: string): string[] {
  return undecorated(caseless(plain, takenFor)).replace(UNREAD, '').split(SEPARATOR);
}

/** A Latin letter is itself: who reads "burn" does not read "bum". So is a mark that makes a letter another one. */
function takenFor(character: string): string | undefined {
  const look = lookalikeOf(character);
  if (look === undefined || /^[m\p{M}]/u.test(character) || !READ.test(look)) return undefined;
  return look === 'l' ? EITHER : look.replace('rn', 'm');
}
