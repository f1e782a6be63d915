import type { AwesomeChat } from '../awesome-chat.js';
import type { Part } from './part.js';

/** The longest name a relay takes is 128; this leaves room for what tells two shortened ones apart. */
const MAX_LENGTH = 100;
const NOT_IN_NAMES = /[^\p{L}\p{M}\p{N}\-_./]+/gu;

/** The room is that of the page, and follows where the page goes without being loaded anew. */
export function createPart(chat: AwesomeChat): Part {
  const ended = new AbortController();
  const follow = () => {
    const room = roomOf(chat.roomFrom);
    if (room !== chat.room) chat.room = room;
  };
  // Most pages that go elsewhere by script change their title or their links; newer browsers tell.
  const head = new MutationObserver(follow);
  head.observe(document.head, { subtree: true, childList: true, attributes: true, characterData: true });
  const { navigation } = globalThis as { navigation?: EventTarget };
  navigation?.addEventListener('currententrychange', follow, { signal: ended.signal });
  addEventListener('popstate', follow, { signal: ended.signal });
  follow();
  return {
    update: follow,
    remove() {
      ended.abort();
      head.disconnect();
    },
  };
}

/**
 * A name for the page's room, which begins as no other room's does: with a slash, or with the site's name.
 *
 * @param source `canonical`: by the page's own idea of its address; else by its path
 */
export function roomOf(source: string): string {
  const canonical = document.querySelector<HTMLLinkElement>('link[rel~=canonical]')?.href;
  const { host, pathname } = new URL((source === 'canonical' && canonical) || location.href);
  const path = decoded(pathname).normalize('NFC');
  const address = source === 'canonical' ? host + path : path;
  const name = address.replace(NOT_IN_NAMES, '-');
  if (name === address && name.length <= MAX_LENGTH) return name;
  return `${[...name].slice(0, MAX_LENGTH / 2).join('')}-${hashOf(address)}`;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** FNV-1a, 32 bits: http://www.isthe.com/chongo/tech/comp/fnv/ */
function hashOf(text: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(36);
}
