import { NamingPiece } from './naming-piece.js';
import { fill } from './part.js';

/** A button for the name that could be, where the one that was wished cannot. */
export class SuggestedName extends NamingPiece {
  readonly #voice = document.createElement('span');
  readonly #button = document.createElement('button');

  constructor(...given: ConstructorParameters<typeof NamingPiece>) {
    super(...given);
    // What is put into it is spoken.
    this.#voice.setAttribute('role', 'status');
    this.#button.setAttribute('part', 'instead');
    this.#button.addEventListener('click', () => {
      const { suggestion, rename } = this.inside();
      // The button goes with the refusal that it stands beside.
      this.chat.focus();
      rename(suggestion!);
    });
  }

  update(): void {
    const { suggestion } = this.inside();
    // Where the page gives the name there is none to choose; and what one is called is no news.
    const isOffered = suggestion && suggestion !== this.chat.me?.name && this.root.querySelector('.name');
    if (!this.#voice.isConnected) this.root.querySelector('#note')!.after(this.#voice);
    if (!isOffered) return this.#button.remove();
    this.#button.textContent = fill(this.words.all.useInstead, `\u2068${suggestion}\u2069`);
    if (!this.#button.isConnected) this.#voice.append(this.#button);
  }

  remove(): void {
    this.#voice.remove();
  }
}
