import { MAX_NAME_GRAPHEMES, MAX_NAME_LENGTH } from '../protocol/limits.js';

/** Joins emoji into one picture: 👩‍🚀. Invisible anywhere else. */
const ZERO_WIDTH_JOINER = '\u200d';
/** Asks for the coloured form of an emoji: ❤️. Invisible anywhere else. */
const EMOJI_PRESENTATION = '\ufe0f';

// Braille blank and the Hangul fillers are letters by category, yet draw nothing.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Default_Ignorable_Code_Point}\u2800\u3164\uffa0]/gu;
const EMOJI_GLUE =
  /(?<=\p{Extended_Pictographic})\ufe0f|(?<=\p{Extended_Pictographic}\ufe0f?|\p{Emoji_Modifier})\u200d(?=\p{Extended_Pictographic})/gu;
/** Real scripts stack at most four marks on a letter; more is drawn over the neighbours. */
const TOO_MANY_MARKS = /(\p{M}{4})\p{M}+/gu;

/** Nothing in it has another form, is invisible, or is one with what stands before it. */
const PLAIN = /^[ -~]*$/;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * Makes a name fit to be shown: NFKC, without control, bidi and other invisible characters (emoji keep what
 * joins them), white space folded, at most four combining marks in a row, cut to 40 graphemes.
 *
 * @returns the name, or '' when nothing visible is left.
 */
export function cleanName(raw: string): string {
  if (PLAIN.test(raw)) return raw.replace(/ +/g, ' ').trim().slice(0, MAX_NAME_GRAPHEMES).trim();
  // Normal form again: what stood between a letter and its mark is gone.
  const visible = withoutInvisible(raw.slice(0, MAX_NAME_LENGTH).normalize('NFKC')).normalize('NFKC');
  const name = visible.replace(/\s+/gu, ' ').replace(TOO_MANY_MARKS, '$1').trim();
  const isOnlyMarks = !/[^\p{M}\s]/u.test(name);
  return isOnlyMarks ? '' : firstGraphemes(name, MAX_NAME_GRAPHEMES);
}

function withoutInvisible(text: string): string {
  const glue = new Set(Array.from(text.matchAll(EMOJI_GLUE), match => match.index));
  return text.replace(/[\t\n\v\f\r\u0085]/gu, ' ').replace(INVISIBLE, (character, at: number) => {
    const isGlue = character === ZERO_WIDTH_JOINER || character === EMOJI_PRESENTATION;
    return isGlue && glue.has(at) ? character : '';
  });
}

function firstGraphemes(text: string, count: number): string {
  const kept: string[] = [];
  for (const { segment } of graphemes.segment(text)) {
    if (kept.push(segment) === count) break;
  }
  return kept.join('').trim();
}
