/** Walks through the log message by message, by keyboard. From the log itself it begins at the last one in sight. */
export function walk(event: KeyboardEvent): void {
  const log = event.currentTarget as HTMLElement;
  const rows = [...log.querySelectorAll<HTMLElement>('.message')];
  const index = wishOf(event, log, rows);
  const hasModifier = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
  // What the page has put in has keys of its own.
  if (!rows[index] || hasModifier || !log.contains(event.target as Node)) return;
  event.preventDefault();
  // Of all messages, the one that was come to last is among what Tab leads to.
  log.querySelector('.message[tabindex]')?.removeAttribute('tabindex');
  rows[index].tabIndex = 0;
  rows[index].setAttribute('role', 'article');
  rows[index].setAttribute('aria-label', nameOf(rows, index));
  rows[index].focus();
}

/** Where a key leads to: no row where it means nothing here. */
function wishOf({ key, target }: KeyboardEvent, log: Element, rows: Element[]): number {
  const { bottom } = log.getBoundingClientRect();
  const at = rows.findIndex(row => row.contains(target as Node));
  const inSight = rows.findLastIndex(row => row.getBoundingClientRect().top < bottom);
  if (key === 'Home') return 0;
  if (key === 'End') return rows.length - 1;
  if (key === 'ArrowUp') return at < 0 ? inSight : at - 1;
  return key === 'ArrowDown' ? (at < 0 ? inSight : at + 1) : -1;
}

/** What a message says, with its author, who is shown only at the first of several. */
function nameOf(rows: Element[], index: number): string {
  const { textContent } = rows[index]!;
  const authors = rows.slice(0, index + 1).map(row => row.querySelector('[part=author]'));
  return authors[index] ? textContent : `${authors.findLast(Boolean)?.textContent}: ${textContent}`;
}
