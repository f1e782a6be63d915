import type { AwesomeChat } from '../awesome-chat.js';
import type { Part } from './part.js';

export function createPart(chat: AwesomeChat): Part {
  return new AboveKeyboard(chat);
}

/** Where the keyboard of a phone or a tablet covers a part of the page, the chat is to be seen in what is left. */
class AboveKeyboard implements Part {
  readonly #chat: AwesomeChat;
  readonly #panel: HTMLElement;
  readonly #ended = new AbortController();
  #shown = '';

  constructor(chat: AwesomeChat) {
    this.#chat = chat;
    this.#panel = chat.shadowRoot!.querySelector<HTMLElement>('[part=base]')!;
    const { signal } = this.#ended;
    const fit = () => this.#fit();
    const viewport = visualViewport!;
    viewport.addEventListener('resize', fit, { signal });
    // What stands in the page scrolls with it.
    viewport.addEventListener('scroll', () => this.#isLauncher && fit(), { signal });
    for (const name of ['focusin', 'focusout']) chat.addEventListener(name, fit, { signal });
    this.update();
  }

  update(): void {
    const shown = `${this.#chat.layout} ${this.#chat.open}`;
    if (shown !== this.#shown) this.#fit();
    this.#shown = shown;
  }

  remove(): void {
    this.#ended.abort();
    this.#free();
  }

  get #isLauncher(): boolean {
    return this.#chat.layout === 'launcher';
  }

  #fit(): void {
    const { height, scale } = visualViewport!;
    // Who has zoomed in looks at a part of it.
    if (scale !== 1) return;
    // Measured at the element, which stays as it is.
    const { offsetHeight } = this.#chat;
    const { bottom } = this.#chat.getBoundingClientRect();
    const isWriting = this.#chat.matches(':focus-within');
    const isCovered = this.#isLauncher ? height < bottom : isWriting && height < offsetHeight;
    if (!isCovered) return this.#free();
    this.#panel.style.maxHeight = `${height}px`;
    if (this.#isLauncher) this.#lift();
    else this.#panel.scrollIntoView({ block: 'nearest' });
  }

  /** Puts a launcher's panel upon the keyboard, which covers the button as well. */
  #lift(): void {
    const { height, offsetTop } = visualViewport!;
    const { style, offsetHeight } = this.#panel;
    style.bottom = 'auto';
    style.top = `${offsetTop + height - offsetHeight}px`;
  }

  #free(): void {
    for (const name of ['max-height', 'top', 'bottom']) this.#panel.style.removeProperty(name);
  }
}
