/** What may stand outside of a request's strings, in UTF-16 units: no request needs a fifth of it. */
const MAX_UNQUOTED = 1000;

const [QUOTE, BACKSLASH] = ['"', '\\'].map(sign => sign.charCodeAt(0));

/**
 * Whether a text that may be JSON has more fields, elements or levels than any request. It is asked before the text is
 * parsed: 64 kB are parsed in no time as one string, and as thousands of keys or levels in a hundred times as long.
 */
export function isIntricate(text: string): boolean {
  let unquoted = 0;
  for (let at = 0; at < text.length; at++) {
    if (text.charCodeAt(at) === QUOTE) at = endOfString(text, at);
    if (++unquoted > MAX_UNQUOTED) return true;
  }
  return false;
}

/** @returns the place of the closing quote; the text's end, if there is none */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let escapes = 0;
    while (text.charCodeAt(end - 1 - escapes) === BACKSLASH) escapes++;
    if (escapes % 2 === 0) return end;
  }
  return text.length;
}
