import type { AwesomeChat } from '../awesome-chat.js';
import type { Deeds } from './deeds.js';
import type { Inside } from './part.js';
import { rowOf } from './person-row.js';

/** Who is ignored, in the list of people: also those who are not here. Each has a button that ends it. */
export class IgnoredPeople {
  readonly #inside: () => Inside;
  readonly #deeds: Deeds;
  readonly #root: ShadowRoot;

  constructor(chat: AwesomeChat, inside: () => Inside, deeds: Deeds) {
    this.#inside = inside;
    this.#deeds = deeds;
    this.#root = chat.shadowRoot!;
  }

  /** After the list has been filled. */
  update(): void {
    const list = this.#root.querySelector<HTMLElement>('[part=people-list]');
    if (!list || list.hidden || !this.#deeds.words.isReady) return;
    const { ignored } = this.#inside();
    const rows = new Map(this.#rowsOf(list).map(row => [row.dataset['id']!, row]));
    for (const [id, row] of rows) if (!ignored.has(id)) this.#unmark(row);
    for (const [id, name] of ignored) {
      const row = rows.get(id) ?? this.#absent(id, name, list);
      if (!row.querySelector('button')) this.#mark(row, name);
    }
  }

  #rowsOf(list: Element): HTMLElement[] {
    return [...list.querySelectorAll<HTMLElement>('[data-id]')];
  }

  #absent(id: string, name: string, list: Element): HTMLElement {
    const row = rowOf(name, '', id);
    row.classList.add('absent');
    list.append(row);
    return row;
  }

  #mark(row: HTMLElement, name: string): void {
    const { ignored, unignore } = this.#deeds.words.all;
    const button = document.createElement('button');
    button.setAttribute('part', 'unignore');
    button.textContent = unignore;
    button.ariaLabel = `${unignore}: \u2068${name}\u2069`;
    button.addEventListener('click', () => {
      row.parentElement!.focus();
      this.#deeds.ignore({ id: row.dataset['id']!, name }, false);
    });
    row.querySelector('span')!.textContent = ignored;
    row.append(' ', button);
  }

  #unmark(row: HTMLElement): void {
    const button = row.querySelector('button');
    if (row.className) row.remove();
    if (!button) return;
    button.remove();
    row.querySelector('span')!.textContent = '';
  }
}
