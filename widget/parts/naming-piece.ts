import type { AwesomeChat } from '../awesome-chat.js';
import type { NamingTranslation } from '../i18n/translation.js';
import type { Inside } from './part.js';
import type { WantedWords } from './wanted-words.js';

/** Something that there is to one's name, beside the field for it. */
export abstract class NamingPiece {
  protected readonly chat: AwesomeChat;
  protected readonly inside: () => Inside;
  protected readonly words: WantedWords<NamingTranslation>;
  protected readonly root: ShadowRoot;

  constructor(chat: AwesomeChat, inside: () => Inside, words: WantedWords<NamingTranslation>) {
    this.chat = chat;
    this.inside = inside;
    this.words = words;
    this.root = chat.shadowRoot!;
  }

  /** Draws it as things are now. */
  abstract update(): void;
  abstract remove(): void;

  /** What the field stands in, while one's name can be changed. */
  protected get naming(): Element | null {
    return this.root.querySelector('.naming');
  }

  /** To be put beside the field. */
  protected createBox(part: string): HTMLElement {
    const box = document.createElement('span');
    box.setAttribute('part', part);
    // A browser that gives a pressed button no focus takes it from the field, and all of this were gone.
    box.addEventListener('mousedown', event => event.preventDefault());
    return box;
  }
}
