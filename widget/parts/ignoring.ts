import type { AwesomeChat } from '../awesome-chat.js';
import type { Inside } from './part.js';
import { adopt, sheetOf } from './sheet.js';

const KEY = 'awesome-chat ignored';

/** Does not show what people have written whom the visitor ignores; remembered where there is storage. */
export class Ignoring {
  readonly #inside: () => Inside;
  readonly #sheet = sheetOf('');
  readonly #undress: () => void;
  #shown = '';

  constructor(chat: AwesomeChat, inside: () => Inside) {
    this.#inside = inside;
    this.#undress = adopt(chat.shadowRoot!, this.#sheet);
    for (const id of recall()) inside().ignored.add(id);
  }

  update(): void {
    const ids = [...this.#inside().ignored];
    const rules = ids.map(id => `[data-from="${CSS.escape(id)}"]{display:none}`).join('');
    if (rules === this.#shown) return;
    this.#shown = rules;
    this.#sheet.replaceSync(rules);
    remember(ids);
  }

  remove(): void {
    this.#undress();
  }
}

function recall(): string[] {
  try {
    const ids = JSON.parse(localStorage.getItem(KEY)!) as unknown;
    return Array.isArray(ids) ? ids.map(String) : [];
  } catch {
    return [];
  }
}

function remember(ids: string[]): void {
  try {
    if (ids.length > 0) localStorage.setItem(KEY, JSON.stringify(ids));
    else localStorage.removeItem(KEY);
  } catch {
    // Blocked, or full: it lasts as long as the page.
  }
}
