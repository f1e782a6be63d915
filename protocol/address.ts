/**
 * What a text has to hold for a link to be made of it. Invisible and control characters end an address: they could show
 * another one than they lead to.
 */
export const ADDRESS = /\b(?:https?:\/\/|mailto:)[^\s<>"\p{C}]+/giu;
const TRAILING = ".,:;!?'*_~»”’…";

/** Where a link to it leads. Undefined where it is no address after all. */
export function hrefOf(address: string): string | undefined {
  try {
    return new URL(address).href;
  } catch {
    return undefined; // it stays text
  }
}

/** The address without what belongs to the sentence around it: `(see https://a.example/b_(c)).` */
export function withoutTrail(address: string): string {
  let end = 0;
  for (let depth = 0; end < address.length; end++) {
    if ('([{'.includes(address[end]!)) depth++;
    if (')]}'.includes(address[end]!) && --depth < 0) break;
  }
  while (TRAILING.includes(address[end - 1]!)) end--;
  return address.slice(0, end);
}
