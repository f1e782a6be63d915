/** A piece of a message: plain text, or an address that became a link. */
export type Token = string | Link;

export interface Link {
  /** What stands in the message. */
  text: string;
  /** Absolute address: http, https or mailto. */
  href: string;
}

/** Invisible and control characters end an address: they could show another one than they lead to. */
const ADDRESS = /\b(?:https?:\/\/|mailto:)[^\s<>"\p{C}]+/giu;
const TRAILING = ".,:;!?'*_~»”’…";

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

function hrefOf(address: string): string | undefined {
  try {
    return new URL(address).href;
  } catch {
    // No address after all: it stays text.
    return undefined;
  }
}

/** The address without what belongs to the sentence around it: `(see https://a.example/b_(c)).` */
function withoutTrail(address: string): string {
  let end = 0;
  for (let depth = 0; end < address.length; end++) {
    if ('([{'.includes(address[end]!)) depth++;
    if (')]}'.includes(address[end]!) && --depth < 0) break;
  }
  while (TRAILING.includes(address[end - 1]!)) end--;
  return address.slice(0, end);
}
