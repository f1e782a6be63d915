import { ADDRESS, hrefOf, withoutTrail } from '../../protocol/address.js';
import type { Span } from './reading.js';

/** What a reader can copy as well: `www.example.org`, `example.org/path`. A name alone may be a file's: `index.js`. */
const UNLINKED =
  /(?<![\p{L}\p{M}\p{N}@.\-_/])(?:www\.[\p{L}\p{N}]|(?:[\p{L}\p{N}][\p{L}\p{M}\p{N}-]*\.)+(?:\p{L}{2,}|xn--[a-z\d-]+)(?::\d+)?\/)[^\s<>"\p{C}]*/giu;

/** Where links are in a text: what the widget makes one of, and addresses without `https://`. */
export function linksIn(text: string): Span[] {
  const linked = addressesBy(ADDRESS, text).filter(({ address }) => hrefOf(address));
  return [...linked, ...addressesBy(UNLINKED, text)].map(({ from, address }) => ({
    from,
    to: from + address.length,
  }));
}

function addressesBy(pattern: RegExp, text: string): { from: number; address: string }[] {
  return Array.from(text.matchAll(pattern), ({ 0: match, index }) => ({
    from: index,
    address: withoutTrail(match),
  }));
}
