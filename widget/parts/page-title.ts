/** How many messages were not seen, by chat. */
const unread = new Map<object, number>();
/** What stands before the page's own title. */
let prefix = '';
const observer = new MutationObserver(show);

/** Tells in the title of the page, while it is hidden, how many messages wait in the chat where most do. */
export function showInTitle(chat: object, count: number): void {
  if (count > 0) unread.set(chat, count);
  else unread.delete(chat);
  show();
}

function show(): void {
  const title = ownTitle();
  const most = document.hidden ? Math.max(0, ...unread.values()) : 0;
  prefix = most > 0 ? `(${most}) ` : '';
  if (document.title !== prefix + title) document.title = prefix + title;
  observer.disconnect();
  // The page may change its title meanwhile.
  if (prefix) observer.observe(document.head, { subtree: true, childList: true, characterData: true });
}

function ownTitle(): string {
  const { title } = document;
  return prefix && title.startsWith(prefix) ? title.slice(prefix.length) : title;
}

document.addEventListener('visibilitychange', show);
