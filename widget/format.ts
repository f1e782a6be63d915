import { ADDRESS, hrefOf, withoutTrail } from '../protocol/address.js';

/** A piece of a message: plain text, or an address that became a link. */
export type Token = string | Link;

export interface Link {
  /** What stands in the message. */
  text: string;
  /** Absolute address: http, https or mailto. */
  href: string;
}

/** Text of a message to tokens. Joined again, they are the text. */
export function format(text: string): Token[] {
  const tokens: Token[] = [];
  let end = 0;
  for (const { 0: match, index } of text.matchAll(ADDRESS)) {
    const address = withoutTrail(match);
    const href = hrefOf(address);
    if (!href) continue;
    if (index > end) tokens.push(text.slice(end, index));
    tokens.push({ text: address, href });
    end = index + address.length;
  }
  if (end < text.length) tokens.push(text.slice(end));
  return tokens;
}
