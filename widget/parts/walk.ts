import type { AwesomeChat } from '../awesome-chat.js';
import type { Inside } from './part.js';
import { whenInWords } from './when.js';

/** Walking through the log message by message, by keyboard. From the log itself it begins at the last one in sight. */
export class Walk {
  readonly #chat: AwesomeChat;
  readonly #inside: () => Inside;
  readonly #log: HTMLElement;
  readonly #handleKey = (event: KeyboardEvent) => this.#walk(event);

  constructor(chat: AwesomeChat, inside: () => Inside) {
    this.#chat = chat;
    this.#inside = inside;
    this.#log = chat.shadowRoot!.querySelector<HTMLElement>('[role=log]')!;
    this.#log.addEventListener('keydown', this.#handleKey);
  }

  update(): void {
    // What it says may be another thing than when it was come to.
    const { activeElement } = this.#chat.shadowRoot!;
    if (activeElement?.matches('.message')) this.#name(this.#rows, activeElement);
  }

  remove(): void {
    this.#log.removeEventListener('keydown', this.#handleKey);
  }

  get #rows(): HTMLElement[] {
    return [...this.#log.querySelectorAll<HTMLElement>('.message')];
  }

  #walk(event: KeyboardEvent): void {
    const rows = this.#rows;
    const row = rows[wishOf(event, this.#log, rows)];
    const hasModifier = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
    // What the page has put in has keys of its own.
    if (!row || hasModifier || !this.#log.contains(event.target as Node)) return;
    event.preventDefault();
    // Of all messages, the one that was come to last is among what Tab leads to.
    this.#log.querySelector('.message[tabindex]')?.removeAttribute('tabindex');
    row.tabIndex = 0;
    row.role = 'article';
    // By the time that Tab leads back to it, it may say another thing.
    row.onfocus = () => this.#name(this.#rows, row);
    row.focus();
  }

  /** Who wrote a message, who is shown only at the first of several; what it says; and when, which others point at. */
  #name(rows: HTMLElement[], row: Element): void {
    const before = rows.slice(0, rows.indexOf(row as HTMLElement) + 1);
    const author = before.findLast(row => row.querySelector('[part=author]'));
    const who = [...author!.querySelectorAll('[part=author], [part=mark]')].map(textOf).join(', ');
    const what = [...row.querySelectorAll('[part=body], .state')].map(textOf).join(' ');
    const at = this.#chat.messages.find(({ id }) => id === (row as HTMLElement).dataset['id'])?.at;
    const when = at ? ` · ${whenInWords(at, Date.now(), this.#inside().tags)}` : '';
    row.ariaLabel = `${who}: ${what}${when}`;
  }
}

const textOf = ({ textContent }: Element) => textContent.replace(/\s+/g, ' ').trim();

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
