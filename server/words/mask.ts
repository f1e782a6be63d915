import { VISIBLE } from '../../protocol/visible.js';
import { charactersOf } from './characters.js';
import type { Span } from './reading.js';

const MASK = '*';

/** A text with a star for each character that can be seen in the spans. White space stays, and so does all else. */
export function masked(text: string, spans: readonly Span[]): string {
  if (spans.length === 0) return text;
  const ahead = [...spans].sort((one, other) => other.from - one.from);
  let at = 0;
  let until = 0;
  const mask = (character: string) => {
    const end = at + character.length;
    while (ahead.length > 0 && ahead.at(-1)!.from < end) until = Math.max(until, ahead.pop()!.to);
    const isMasked = at < until;
    at = end;
    return isMasked ? starFor(character) : character;
  };
  return charactersOf(text).map(mask).join('');
}

function starFor(character: string): string {
  if (/^\s/.test(character)) return character;
  return VISIBLE.test(character) ? MASK : '';
}
