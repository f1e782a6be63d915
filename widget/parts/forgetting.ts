import { keptAs } from '../address.js';
import type { AwesomeChat } from '../awesome-chat.js';
import { keepIgnored } from './ignoring.js';
import { NamingPiece } from './naming-piece.js';

/** Beside the field for one's name: a guest whom this device knows can have it forget them. It asks once more. */
export class Forgetting extends NamingPiece {
  readonly #box = this.createBox('forget');
  readonly #question = document.createElement('span');

  constructor(...given: ConstructorParameters<typeof NamingPiece>) {
    super(...given);
    this.#question.id = 'forgetting';
  }

  update(): void {
    const field = this.naming;
    const isOffered = field && !this.chat.token && isKept(this.chat);
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
    this.#question.textContent = this.words.all.forgetting;
    const stay = this.#buttonFor('stay', () => this.chat.focus());
    const forget = this.#buttonFor('forgetMe', () => this.#forget());
    for (const button of [stay, forget]) button.setAttribute('aria-describedby', this.#question.id);
    this.#box.replaceChildren(this.#question, ' ', forget, ' ', stay);
    stay.focus();
  }

  #forget(): void {
    // What stands in it is no wish any more, and leaving it closes it.
    for (const field of this.root.querySelectorAll<HTMLInputElement>('.naming input, textarea'))
      field.value = '';
    this.root.querySelector('textarea')!.dispatchEvent(new InputEvent('input', { bubbles: true }));
    this.chat.focus();
    const { ignored } = this.inside();
    ignored.clear();
    keepIgnored(ignored);
    this.chat.signOut();
  }

  #buttonFor(word: 'forgetMe' | 'stay', act: () => void): HTMLButtonElement {
    const button = document.createElement('button');
    button.textContent = this.words.all[word];
    button.addEventListener('click', act);
    return button;
  }
}

/** Whether this device keeps who the visitor is to this relay. */
function isKept({ relay, space }: AwesomeChat): boolean {
  try {
    return keptAs(relay, space) in localStorage;
  } catch {
    return false;
  }
}
