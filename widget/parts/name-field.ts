import type { AwesomeChat } from '../awesome-chat.js';
import { isComposing } from './keys.js';
import { wordsOf, type Inside } from './part.js';

/** The visitor's own name: pressed, it becomes a field for another one. */
export class NameField {
  readonly #chat: AwesomeChat;
  readonly #inside: () => Inside;
  readonly #root: ShadowRoot;
  readonly #field = document.createElement('input');
  readonly #ended = new AbortController();
  #isOpen = false;

  constructor(chat: AwesomeChat, inside: () => Inside) {
    this.#chat = chat;
    this.#inside = inside;
    this.#root = chat.shadowRoot!;
    this.#field.dir = 'auto';
    this.#field.setAttribute('autocomplete', 'nickname');
    this.#field.enterKeyHint = 'done';
    const { signal } = this.#ended;
    this.#root.addEventListener('click', event => this.#handleClick(event), { signal });
    this.#field.addEventListener('keydown', event => this.#handleKey(event), { signal });
    this.#field.addEventListener('blur', () => this.#end(true), { signal });
  }

  update(): void {
    // Who is vouched for keeps that name.
    if (this.#button) this.#button.disabled = !!this.#chat.me?.verified;
  }

  remove(): void {
    this.#ended.abort();
    this.#end(false);
    if (this.#button) this.#button.disabled = true;
  }

  get #button(): HTMLButtonElement | null {
    return this.#root.querySelector('.name');
  }

  #handleClick({ target }: Event): void {
    if (!this.#button?.contains(target as Node)) return;
    this.#field.ariaLabel = wordsOf(this.#inside).yourName;
    this.#field.value = this.#chat.me!.name;
    this.#isOpen = this.#button.hidden = true;
    this.#button.after(this.#field);
    this.#field.select();
  }

  #handleKey(event: KeyboardEvent): void {
    if (isComposing(event) || (event.key !== 'Enter' && event.key !== 'Escape')) return;
    this.#end(event.key === 'Enter');
    this.#chat.focus();
  }

  #end(isWanted: boolean): void {
    if (!this.#isOpen) return;
    // Being taken out, it loses its focus, and comes here again.
    this.#isOpen = false;
    const name = this.#field.value.trim();
    this.#field.remove();
    if (this.#button) this.#button.hidden = false;
    if (isWanted && name) this.#inside().rename(name);
  }
}
