/** Marks of the letter before them, joiners, and what else is drawn onto it. */
const EXTENDING = String.raw`[\p{Grapheme_Extend}\p{Mc}\p{Emoji_Modifier}\u200d\u0e33\u0eb3]`;
/** Signs that are drawn onto the letter after them. */
const PREPENDED = String.raw`[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u0d4e\u{110bd}\u{110cd}\u{111c2}\u{111c3}\u{113d1}\u{1193f}\u{11941}\u{11a84}-\u{11a89}\u{11d46}\u{11f02}]`;
/** They make one sign of the consonants on both of their sides. */
const LINKERS = String.raw`[\u094d\u09cd\u0acd\u0b4d\u0c4d\u0d4d\u1039\u17d2\u1a60\u1b44\u1bab\ua9c0\uaaf6\u{10a3f}\u{11133}\u{113d0}\u{1193e}\u{11a47}\u{11a99}\u{11f42}]`;
/** Parts of a syllable of Hangul, and whole ones. */
const [FIRST, FURTHER, WHOLE] = [
  '\\u1100-\\u115f\\ua960-\\ua97c',
  '\\u1160-\\u11ff\\ud7b0-\\ud7fb',
  '\\uac00-\\ud7a3',
];

/** What makes one character with all that stands before it. */
const CONTINUING = [
  EXTENDING,
  `(?<=\\p{ExtPict}${EXTENDING}*\\u200d)\\p{ExtPict}`,
  `(?<=${LINKERS}${EXTENDING}*)\\p{Lo}`,
  `(?<=[${FIRST}])[${FIRST}${WHOLE}]`,
  `(?<=[${FIRST}${FURTHER}${WHOLE}])[${FURTHER}]`,
].join('|');

const CHARACTERS = new RegExp(`${PREPENDED}*(?:\\p{RI}\\p{RI}|[^])(?:${CONTINUING})*`, 'gu');

/**
 * A text in what a reader counts as its characters, and a mask must not split: Unicode's grapheme clusters
 * (https://www.unicode.org/reports/tr29/), in rare places several of them. `Intl.Segmenter` takes 30 ms for as much as a
 * message may be; this takes one.
 */
export function charactersOf(text: string): string[] {
  return text.match(CHARACTERS) ?? [];
}
