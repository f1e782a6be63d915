import { COLORS } from '../../protocol/colors.js';
import type { AwesomeChat } from '../awesome-chat.js';
import type { NamingTranslation } from '../i18n/translation.js';
import { paint } from './palette.js';
import { reasonOf, type Inside } from './part.js';
import type { WantedWords } from './wanted-words.js';

/** Who walks through the colours by arrow keys asks for the one they stay at, after so many ms. */
const STAYS_MS = 250;

/** Beside the field for one's name: the colours that it can have. */
export class ColorChoice {
  readonly #chat: AwesomeChat;
  readonly #inside: () => Inside;
  readonly #words: WantedWords<NamingTranslation>;
  readonly #group = document.createElement('span');
  readonly #told = document.createElement('span');
  #asking: ReturnType<typeof setTimeout> | undefined;

  constructor(chat: AwesomeChat, inside: () => Inside, words: WantedWords<NamingTranslation>) {
    this.#chat = chat;
    this.#inside = inside;
    this.#words = words;
    this.#group.setAttribute('part', 'colors');
    this.#group.role = 'radiogroup';
    this.#told.role = 'status';
    // A browser that gives a pressed button no focus takes it from the field, and all of this were gone.
    this.#group.addEventListener('mousedown', event => event.preventDefault());
    this.#group.addEventListener('change', ({ target }) => this.#choose((target as HTMLInputElement).value));
  }

  update(): void {
    const field = this.#chat.shadowRoot!.querySelector('.naming');
    if (!field) return this.remove();
    if (this.#group.parentElement === field) return;
    const { ownColor } = this.#words.all;
    this.#group.ariaLabel = ownColor;
    this.#told.textContent = '';
    this.#group.replaceChildren(
      ...(['none', ...COLORS] as const).map(color => this.#swatchOf(color)),
      this.#told,
    );
    field.append(this.#group);
  }

  remove(): void {
    this.#group.remove();
  }

  #swatchOf(color: keyof NamingTranslation['colors']): HTMLInputElement {
    const swatch = document.createElement('input');
    swatch.type = 'radio';
    swatch.name = 'color';
    swatch.value = color;
    swatch.checked = color === (this.#chat.me?.color ?? 'none');
    swatch.ariaLabel = swatch.title = this.#words.all.colors[color];
    if (color !== 'none') paint(swatch, color);
    return swatch;
  }

  #choose(color: string): void {
    clearTimeout(this.#asking);
    this.#asking = setTimeout(() => void this.#ask(color), STAYS_MS);
  }

  async #ask(color: string): Promise<void> {
    try {
      await this.#inside().ask('recolor', { color });
      this.#told.textContent = '';
    } catch (error) {
      this.#told.textContent = reasonOf(error, this.#words.all);
    }
  }
}
