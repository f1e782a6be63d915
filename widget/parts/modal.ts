import type { AwesomeChat } from '../awesome-chat.js';
import { FILLS_SCREEN } from './full-screen.js';
import type { Part } from './part.js';

const CAN_FOCUS =
  'a[href], button, input, select, textarea, summary, iframe, audio[controls], video[controls], [contenteditable], [tabindex]';

export function createPart(chat: AwesomeChat): Part {
  return new Modal(chat);
}

/** A launcher's panel that fills the screen: what is behind it is out of reach, by Tab and for who has it read aloud. */
class Modal implements Part {
  readonly #chat: AwesomeChat;
  readonly #panel: HTMLElement;
  readonly #screen = matchMedia(FILLS_SCREEN);
  readonly #ended = new AbortController();

  constructor(chat: AwesomeChat) {
    this.#chat = chat;
    this.#panel = chat.shadowRoot!.querySelector<HTMLElement>('[part=base]')!;
    const { signal } = this.#ended;
    document.addEventListener('keydown', event => this.#handleKey(event), { signal });
    this.update();
  }

  update(): void {
    this.#panel.ariaModal = this.#isModal ? 'true' : null;
  }

  remove(): void {
    this.#ended.abort();
    this.#panel.ariaModal = null;
  }

  get #isModal(): boolean {
    const { layout, open } = this.#chat;
    return layout === 'launcher' && open && this.#screen.matches;
  }

  /** Tab goes around in it. */
  #handleKey(event: KeyboardEvent): void {
    if (event.key !== 'Tab' || event.defaultPrevented || !this.#isModal) return;
    const path = event.composedPath();
    // Something else of the page has opened above it, and has the keys.
    if (path[0] !== document.body && !path.includes(this.#chat)) return;
    const targets = [...targetsIn(this.#panel)];
    const [first, last] = [targets[0], targets.at(-1)];
    const isWithin = path.includes(this.#panel) && path[0] !== (event.shiftKey ? first : last);
    if (isWithin) return;
    event.preventDefault();
    (event.shiftKey ? last : first)?.focus();
  }
}

/** What Tab leads to, in its order, what the page has put into slots included. */
function* targetsIn(element: Element): Generator<HTMLElement> {
  const slotted = element instanceof HTMLSlotElement ? element.assignedElements() : [];
  const children = slotted.length > 0 ? slotted : (element.shadowRoot ?? element).children;
  for (const child of children) {
    if (isTarget(child as HTMLElement)) yield child as HTMLElement;
    yield* targetsIn(child);
  }
}

function isTarget(element: HTMLElement): boolean {
  if (!element.matches(CAN_FOCUS) || element.matches(':disabled') || element.tabIndex < 0) return false;
  return element.getClientRects().length > 0 && getComputedStyle(element).visibility === 'visible';
}
