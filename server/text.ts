import { Refused } from '../protocol/refusals.js';
import { MAX_TEXT_LENGTH } from '../protocol/limits.js';
import { VISIBLE } from '../protocol/visible.js';

// A tab and a line break are text; the other controls are never typed.
// eslint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;

/**
 * Makes what a person typed fit to be kept: line breaks as `\n`, no control characters, no halves of characters.
 *
 * @throws Refused `too-long` over 4,000 UTF-16 units; `empty` when nothing visible is left.
 */
export function cleanText(raw: string): string {
  if (raw.length > MAX_TEXT_LENGTH) throw new Refused('too-long');
  const text = raw.replace(/\r\n?/g, '\n').replace(CONTROLS, '').toWellFormed();
  if (!VISIBLE.test(text)) throw new Refused('empty');
  return text;
}
