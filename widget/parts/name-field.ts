import type { AwesomeChat } from '../awesome-chat.js';
import { enExtras } from '../i18n/en-parts.js';
import { isComposing } from './keys.js';
import { wordsOf, type Inside } from './part.js';

/** The visitor's own name: pressed, it becomes a field for another one. */
export class NameField {
  readonly #chat: AwesomeChat;
  readonly #inside: () => Inside;
  readonly #root: ShadowRoot;
  readonly #box = document.createElement('span');
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
    this.#box.className = 'naming';
    const { signal } = this.#ended;
    this.#root.addEventListener('click', event => this.#handleClick(event), { signal });
    this.#box.addEventListener('keydown', event => this.#handleKey(event), { signal });
    this.#box.addEventListener('focusout', event => this.#handleLeft(event), { signal });
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
    this.#field.ariaLabel = wordsOf(this.#inside, enExtras).yourName;
    this.#field.value = this.#chat.me!.name;
    this.#isOpen = this.#button.hidden = true;
    this.#box.replaceChildren(this.#field);
    this.#button.after(this.#box);
    this.#field.select();
    this.#inside().want('naming');
    // What others add to it comes with that, and goes at its end.
    this.#chat.requestUpdate();
  }

  #handleKey(event: KeyboardEvent): void {
    const isDone = event.key === 'Enter' && event.target === this.#field;
    if (isComposing(event) || (!isDone && event.key !== 'Escape')) return;
    // The browser would have the text field, which gets the focus, begin a new line.
    event.preventDefault();
    this.#end(isDone);
    this.#chat.focus();
  }

  #handleLeft({ relatedTarget }: FocusEvent): void {
    if (!this.#box.contains(relatedTarget as Node | null)) this.#end(true);
  }

  #end(isWanted: boolean): void {
    if (!this.#isOpen) return;
    // Being taken out, it loses its focus, and comes here again.
    this.#isOpen = false;
    const name = this.#field.value.trim();
    this.#box.remove();
    this.#chat.requestUpdate();
    if (this.#button) this.#button.hidden = false;
    if (isWanted && name) this.#inside().rename(name);
  }
}
