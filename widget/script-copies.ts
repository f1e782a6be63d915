/** What all copies of the script on a page share, whatever their version. */
export interface ScriptCopies {
  /** Tags that wait for their chat. */
  waiting: HTMLScriptElement[];
  /** Tags that were here, waiting or done. */
  seen: WeakSet<HTMLScriptElement>;
  /** Gives each waiting tag its chat. Set by the first copy. */
  mount?: () => void;
}

declare global {
  var awesomeChatCopies: ScriptCopies | undefined;
}

/** A classic script knows its tag. A module runs once for all tags of its address, and has to look for them. */
function findTags(): HTMLScriptElement[] {
  if (document.currentScript instanceof HTMLScriptElement) return [document.currentScript];
  const modules = document.querySelectorAll<HTMLScriptElement>('script[type=module]');
  return [...modules].filter(({ src }) => /\/awesome-chat(-\d[^/]*)?\.js(\?|$)/.test(src));
}

export const isFirstCopy = !globalThis.awesomeChatCopies;
const copies = (globalThis.awesomeChatCopies ??= { waiting: [], seen: new WeakSet() });
const newTags = findTags().filter(tag => !copies.seen.has(tag));
newTags.forEach(tag => copies.seen.add(tag));
copies.waiting.push(...newTags);
copies.mount?.();
