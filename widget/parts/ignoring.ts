import type { AwesomeChat } from '../awesome-chat.js';
import type { Inside } from './part.js';
import { adopt, sheetOf } from './sheet.js';
import { recall, remember } from './storage.js';

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
    for (const [id, name] of Object.entries(recall(KEY) ?? {})) inside().ignored.set(id, String(name));
  }

  update(): void {
    const { ignored } = this.#inside();
    const rules = [...ignored.keys()].map(id => `[data-from="${CSS.escape(id)}"]{display:none}`).join('');
    if (rules === this.#shown) return;
    this.#shown = rules;
    this.#sheet.replaceSync(rules);
  }

  remove(): void {
    this.#undress();
  }
}

/** Keeps who is ignored on this device. Call on each change: the page may be gone in a moment. */
export function keepIgnored(ignored: ReadonlyMap<string, string>): void {
  remember(KEY, ignored.size > 0 ? Object.fromEntries(ignored) : null);
}
