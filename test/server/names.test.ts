import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { MAX_NAME_GRAPHEMES } from '../../protocol/limits.js';
import { cleanName } from '../../server/names.js';

function assertCleans(names: [raw: string, clean: string][]): void {
  for (const [raw, clean] of names) assert.equal(cleanName(raw), clean, escape(raw));
}

const graphemesOf = (text: string) => [...new Intl.Segmenter('en').segment(text)].length;

test('names of all scripts are kept as they are', () => {
  const names = [
    'Ada',
    'Ada Lovelace',
    'Zoë',
    'Ångström',
    'Ελένη',
    'Алёна',
    'محمد',
    'דוד',
    'अनुष्का',
    '山田太郎',
    '김민준',
    'สมชาย',
  ];
  assertCleans(names.map(name => [name, name]));
  assertCleans(['<b>Ada</b>', "O'Brien", '"Ada"', 'a&b', '../..', '${x}', '%00'].map(name => [name, name]));
});

test('characters that only look different are folded into one form', () => {
  assertCleans([
    ['Ａｄａ', 'Ada'],
    ['𝐀𝐝𝐚', 'Ada'],
    ['ﬁn', 'fin'],
    ['①', '1'],
    ['Zoe\u0308', 'Zoë'],
  ]);
});

test('control, bidi and other invisible characters are taken out', () => {
  assertCleans([
    ['A\u0000d\u0007a\u001b[31m\u007f\u009f', 'Ada[31m'],
    ['\u202eadA', 'adA'],
    ['A\u202ad\u202ba\u202c\u202d\u2066\u2067\u2068\u2069\u200e\u200f\u061c', 'Ada'],
    ['A\u200bd\u200ca\u200d\u2060\ufeff\u00ad', 'Ada'],
    ['A\u180ed\u034fa\u115f\u1160\u17b4\u3164\uffa0\u2800', 'Ada'],
    ['A\ufe00\ufe0fd\u{e0100}a', 'Ada'],
    ['A\u{e0041}\u{e0064}da', 'Ada'],
    ['A\ue000d\u{f0000}a', 'Ada'],
    ['A\ud800d\udc00a', 'Ada'],
    ['e\u200b\u0301', 'é'],
  ]);
});

test('white space is folded, and none is left at the ends', () => {
  assertCleans([
    ['  Ada\t\n Lovelace  ', 'Ada Lovelace'],
    ['Ada\u00a0\u2003\u3000\u2028\u2029\u0085Lovelace', 'Ada Lovelace'],
    ['\u200b Ada \u200b', 'Ada'],
  ]);
});

test('of a name in which nothing can be seen nothing is left', () => {
  for (const raw of [
    '',
    ' ',
    '\u200b',
    '\u202e\u202c',
    '\u0301',
    ' \u0301\u0302 ',
    '\ufe0f',
    '\u200d',
    '\u3164\u2800',
    '\ud83d',
  ])
    assert.equal(cleanName(raw), '', escape(raw));
});

test('emoji keep what joins them, and nothing else does', () => {
  assertCleans([
    ...['👩‍🚀', '👨‍👩‍👧‍👦', '❤️', '🏳️‍🌈', '👍🏽', '👩🏽‍🚀', '🇩🇪', 'Ada 🧑‍💻'].map((name): [string, string] => [name, name]),
    ['🚀\u200d', '🚀'],
    ['\u200d🚀', '🚀'],
    ['🚀\u200d\u200d🚀', '🚀🚀'],
    ['🚀\u200da', '🚀a'],
    ['❤\ufe0f\ufe0f\ufe0f', '❤\ufe0f'],
    ['x\ufe0f\u200d🚀', 'x🚀'],
  ]);
});

test('at most four marks are stacked on a letter', () => {
  const zalgo = `Z${'\u0300\u0316\u0351\u0489'.repeat(50)}algo`;
  const cleaned = cleanName(zalgo);
  assert.match(cleaned, /^Z\p{M}{1,4}algo$/u);
  assertCleans([
    ['नमस्ते', 'नमस्ते'],
    ['q\u0323\u0307', 'q\u0323\u0307'],
  ]);
});

test('name has at most forty characters as a reader counts them', () => {
  assert.equal(cleanName('x'.repeat(41)), 'x'.repeat(40));
  assert.equal(cleanName('👨‍👩‍👧‍👦'.repeat(50)), '👨‍👩‍👧‍👦'.repeat(40));
  assert.equal(cleanName(`${'x'.repeat(39)}e\u0323\u0301x`), `${'x'.repeat(39)}ẹ\u0301`);
  assert.equal(cleanName(`${'x'.repeat(39)} x`), 'x'.repeat(39));
  assert.ok(cleanName('\ufdfa'.repeat(1000)).length <= MAX_NAME_GRAPHEMES);
});

test('however it was made, a clean name is short, visible and clean already', () => {
  const nasty = fc.constantFrom(
    ...[
      '\u200d',
      '\ufe0f',
      '\u202e',
      '\u0301',
      '\u0323',
      '\u200b',
      ' ',
      '\t',
      '\u3164',
      '\u1100',
      '\u1161',
      '\u11a8',
      '\ufdfa',
    ],
    ...[
      '👩',
      '🚀',
      '🏽',
      '❤',
      '🇩',
      '1',
      '\u20e3',
      'a',
      'é',
      'ﬁ',
      '\ud83d',
      '\ude80',
      '\u{e0067}',
      '\u0e33',
      '\u094d',
      '\u0915',
    ],
  );
  const raw = fc.oneof(
    fc.string({ unit: nasty, maxLength: 60 }),
    fc.string({ unit: 'binary', maxLength: 60 }),
  );
  fc.assert(
    fc.property(raw, raw => {
      const name = cleanName(raw);
      assert.equal(cleanName(name), name, 'changes when cleaned again');
      assert.ok(graphemesOf(name) <= MAX_NAME_GRAPHEMES);
      assert.equal(name, name.trim());
      assert.ok(name.isWellFormed());
      assert.doesNotMatch(name, /[\p{Cc}\p{Co}\p{Cs}\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/u);
      assert.doesNotMatch(name, /\p{M}{6}/u);
      assert.ok(name === '' || /[^\p{M}\s\p{Default_Ignorable_Code_Point}]/u.test(name));
    }),
    { numRuns: 3000 },
  );
});
