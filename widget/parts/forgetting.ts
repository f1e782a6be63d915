import { addressOf } from '../address.js';
import type { AwesomeChat } from '../awesome-chat.js';
import type { NamingTranslation } from '../i18n/translation.js';
import { keepIgnored } from './ignoring.js';
import type { Inside } from './part.js';
import type { WantedWords } from './wanted-words.js';

/** Beside the field for one's name: a guest whom this device knows can have it forget them. It asks once more. */
export class Forgetting {
  readonly #chat: AwesomeChat;
  readonly #inside: () => Inside;
  readonly #words: WantedWords<NamingTranslation>;
  readonly #box = document.createElement('span');
  readonly #question = document.createElement('span');

  constructor(chat: AwesomeChat, inside: () => Inside, words: WantedWords<NamingTranslation>) {
    this.#chat = chat;
    this.#inside = inside;
    this.#words = words;
    this.#box.setAttribute('part', 'forget');
    this.#question.id = 'forgetting';
    // A browser that gives a pressed button no focus takes it from the field, and all of this were gone.
    this.#box.addEventListener('mousedown', event => event.preventDefault());
  }

  update(): void {
    const field = this.#chat.shadowRoot!.querySelector('.naming');
    const isOffered = field && !this.#chat.token && isKept(this.#chat);
    if (!isOffered) return this.remove();
    if (this.#box.parentElement === field) return;
    this.#box.replaceChildren(
      ' ',
      this.#buttonFor('forgetMe', () => this.#ask()),
    );
    // In the row of the name: the colours have one of their own.
    field.insertBefore(this.#box, field.querySelector('[part=colors]'));
  }

  remove(): void {
    this.#box.remove();
  }

  #ask(): void {
    this.#question.textContent = this.#words.all.forgetting;
    const stay = this.#buttonFor('stay', () => this.#chat.focus());
    const forget = this.#buttonFor('forgetMe', () => this.#forget());
    for (const button of [stay, forget]) button.setAttribute('aria-describedby', this.#question.id);
    this.#box.replaceChildren(this.#question, ' ', forget, ' ', stay);
    stay.focus();
  }

  #forget(): void {
    const root = this.#chat.shadowRoot!;
    // What stands in it is no wish any more, and leaving it closes it.
    for (const field of root.querySelectorAll<HTMLInputElement>('.naming input, textarea')) field.value = '';
    root.querySelector('textarea')!.dispatchEvent(new InputEvent('input', { bubbles: true }));
    this.#chat.focus();
    const { ignored } = this.#inside();
    ignored.clear();
    keepIgnored(ignored);
    this.#chat.signOut();
  }

  #buttonFor(word: 'forgetMe' | 'stay', act: () => void): HTMLButtonElement {
    const button = document.createElement('button');
    button.textContent = this.#words.all[word];
    button.addEventListener('click', act);
    return button;
  }
}

/** Whether this device keeps who the visitor is to this relay, where ../memory.ts does. */
function isKept({ relay, space }: AwesomeChat): boolean {
  try {
    return `awesome-chat 1 ${addressOf(relay).join('')}${space}` in localStorage;
  } catch {
    return false;
  }
}
