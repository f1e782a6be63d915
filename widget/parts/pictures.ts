import type { AwesomeChat } from '../awesome-chat.js';
import type { Part } from './part.js';
import { adopt, sheetOf } from './sheet.js';
import { shownNames } from './shown-names.js';

const css = String.raw;

/** No higher than a line, so that nothing moves when a picture comes. */
const styles = sheetOf(css`
  [part='picture'] {
    width: 1.5em;
    height: 1.5em;
    margin-inline-end: 0.375em;
    vertical-align: top;
    object-fit: cover;
    border-radius: 50%;
  }
`);

export function createPart(chat: AwesomeChat): Part {
  return new Pictures(chat);
}

/** The pictures of people, as their site gives them, beside their names. They come from wherever the site says. */
class Pictures implements Part {
  readonly #chat: AwesomeChat;
  readonly #root: ShadowRoot;
  readonly #undress: () => void;
  /** Addresses where there is no picture. */
  readonly #broken = new Set<string>();

  constructor(chat: AwesomeChat) {
    this.#chat = chat;
    this.#root = chat.shadowRoot!;
    this.#undress = adopt(this.#root, styles);
    this.update();
  }

  update(): void {
    for (const [name, person] of shownNames(this.#chat)) this.#show(name, person?.picture);
  }

  remove(): void {
    for (const picture of [...this.#root.querySelectorAll('[part=picture]')]) picture.remove();
    this.#undress();
  }

  #show(name: Element, address = ''): void {
    const shown = name.previousElementSibling as HTMLImageElement | null;
    if ((shown?.getAttribute('src') ?? '') === address) return;
    shown?.remove();
    if (isSafe(address) && !this.#broken.has(address)) name.before(this.#pictureAt(address));
  }

  #pictureAt(address: string): HTMLImageElement {
    const picture = document.createElement('img');
    picture.setAttribute('part', 'picture');
    // The name stands beside it.
    picture.alt = '';
    picture.loading = 'lazy';
    picture.decoding = 'async';
    picture.referrerPolicy = 'no-referrer';
    picture.onerror = () => {
      this.#broken.add(address);
      picture.remove();
    };
    picture.src = address;
    return picture;
  }
}

/** On this site, or where nobody on the way sees it. */
function isSafe(address: string): boolean {
  if (!address || !URL.canParse(address, document.baseURI)) return false;
  const { protocol, origin } = new URL(address, document.baseURI);
  return protocol === 'https:' || origin === location.origin;
}
