import { COLORS } from '../../protocol/colors.js';
import type { NamingTranslation } from '../i18n/translation.js';
import { NamingPiece } from './naming-piece.js';
import { paint } from './palette.js';
import { reasonOf } from './part.js';

/** Who walks through the colours by arrow keys asks for the one they stay at, after so many ms. */
const STAYS_MS = 250;

/** Beside the field for one's name: the colours that it can have. */
export class ColorChoice extends NamingPiece {
  readonly #group = this.createBox('colors');
  readonly #told = document.createElement('span');
  #asking: ReturnType<typeof setTimeout> | undefined;

  constructor(...given: ConstructorParameters<typeof NamingPiece>) {
    super(...given);
    this.#group.role = 'radiogroup';
    this.#told.role = 'status';
    this.#group.addEventListener('change', ({ target }) => this.#choose((target as HTMLInputElement).value));
  }

  update(): void {
    const field = this.naming;
    if (!field) return this.remove();
    if (this.#group.parentElement === field) return;
    const { ownColor } = this.words.all;
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
    swatch.checked = color === (this.chat.me?.color ?? 'none');
    swatch.ariaLabel = swatch.title = this.words.all.colors[color];
    if (color !== 'none') paint(swatch, color);
    return swatch;
  }

  #choose(color: string): void {
    clearTimeout(this.#asking);
    this.#asking = setTimeout(() => void this.#ask(color), STAYS_MS);
  }

  async #ask(color: string): Promise<void> {
    try {
      await this.inside().ask('recolor', { color });
      this.#told.textContent = '';
    } catch (error) {
      this.#told.textContent = reasonOf(error, this.words.all);
    }
  }
}
