import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isIntricate } from '../../server/intricate.js';

const packet = (payload: unknown) => `42["message",${JSON.stringify(payload)}]`;

test('whatever text a request carries, it is not intricate', () => {
  const text = fc.string({
    unit: fc.constantFrom('"', '\\', 'x', '{', '[', '\n', '\u2028', '😀'),
    maxLength: 4000,
  });
  fc.assert(fc.property(text, message => !isIntricate(packet({ type: 'userMessage', message }))));
});

test('more fields, elements or levels than any request has are', () => {
  const levels = '['.repeat(600) + ']'.repeat(600);
  const keys = Object.fromEntries(Array.from({ length: 300 }, (_, key) => [`${key}`, 1]));
  for (const text of [`42${levels}`, packet(keys), packet(Array(600).fill('')), ' '.repeat(1001)])
    assert.ok(isIntricate(text), text.slice(0, 40));
});

test('a string that does not end is read to its end, once', () => {
  assert.ok(!isIntricate(`42["${'x'.repeat(60_000)}`));
  assert.ok(!isIntricate(`42["${'\\"'.repeat(30_000)}`));
});
