import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { MAX_TEXT_LENGTH } from '../../protocol/limits.js';
import { Refused } from '../../protocol/refusals.js';
import { cleanText } from '../../server/text.js';

function refusalOf(raw: string): string | undefined {
  try {
    cleanText(raw);
    return undefined;
  } catch (error) {
    assert.ok(error instanceof Refused);
    return error.refusal;
  }
}

test('text stays as it was typed, markup, spaces and all', () => {
  for (const text of [
    'hi',
    ' hi ',
    '<b>hi</b>',
    'a\tb',
    'a\n\nb',
    '  - list',
    'مرحبا',
    '👩‍🚀',
    '\u202eabc',
    'e\u0301',
    'Ａ',
  ])
    assert.equal(cleanText(text), text);
});

test('line breaks of every system become one kind', () => {
  assert.equal(cleanText('a\r\nb\rc\nd\r\r\ne'), 'a\nb\nc\nd\n\ne');
});

test('control characters that are never typed are taken out', () => {
  assert.equal(cleanText('a\u0000b\u0007c\u000bd\u000ce\u001b[31mf\u007fg\u0080h\u009fi'), 'abcde[31mfghi');
});

test('halves of characters are replaced, so that any reader can decode it', () => {
  assert.equal(cleanText('a\ud83db\ude80c'), 'a\ufffdb\ufffdc');
  assert.equal(cleanText('🚀'), '🚀');
});

test('text in which nothing can be seen is empty', () => {
  for (const text of [
    '',
    ' \t\n',
    '\u00a0\u3000\u2028',
    '\u200b\u2060\ufeff',
    '\u0000',
    '\u3164\u115f',
    '\u2800',
    '\ufe0f\u200d',
    '\u00ad',
  ])
    assert.equal(refusalOf(text), 'empty', escape(text));
});

test('length is that of what was typed, before anything is taken out', () => {
  assert.equal(refusalOf('x'.repeat(MAX_TEXT_LENGTH)), undefined);
  assert.equal(refusalOf('x'.repeat(MAX_TEXT_LENGTH + 1)), 'too-long');
  assert.equal(refusalOf('\u0000'.repeat(MAX_TEXT_LENGTH + 1)), 'too-long');
  assert.equal(refusalOf(' '.repeat(MAX_TEXT_LENGTH + 1)), 'too-long');
});

test('however it was made, a clean text is no longer than it was, and clean already', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 100 }), raw => {
      if (refusalOf(raw)) return;
      const text = cleanText(raw);
      assert.equal(cleanText(text), text);
      assert.ok(text.length <= raw.length && text.isWellFormed());
      // eslint-disable-next-line no-control-regex
      assert.doesNotMatch(text, /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
    }),
  );
});
