import type { AwesomeChat } from '../awesome-chat.js';
import { enLauncher } from '../i18n/en-parts.js';
import { FILLS_SCREEN } from './full-screen.js';
import { icon } from './icon.js';
import { launcherStyles } from './launcher-styles.js';
import { wordsOf, type Inside, type Part } from './part.js';
import { adopt } from './sheet.js';

const MOST_ON_BADGE = 99;
const TOGGLE = 'data-awesome-chat-toggle';
const BUBBLE = 'M4 4h16a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2h-8l-5 4v-4H4a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2z';
const CROSS = 'M5 6.4 6.4 5 12 10.6 17.6 5 19 6.4 13.4 12l5.6 5.6-1.4 1.4-5.6-5.6L6.4 19 5 17.6l5.6-5.6z';
/** What a button of the page may ask for: https://developer.mozilla.org/docs/Web/API/CommandEvent */
const COMMANDS: Record<string, boolean | undefined> = {
  '--show': true,
  '--hide': false,
  '--toggle': undefined,
};

export function createPart(chat: AwesomeChat, inside: () => Inside): Part {
  return new Launcher(chat, inside);
}

/** A round button in a corner, and the chat as a panel that it opens. */
class Launcher implements Part {
  readonly #chat: AwesomeChat;
  readonly #inside: () => Inside;
  readonly #panel: HTMLElement;
  readonly #button = create('button', { part: 'launcher', type: 'button', 'aria-haspopup': 'dialog' });
  readonly #badge = create('span', { part: 'badge', 'aria-hidden': 'true' });
  readonly #close = create('button', { part: 'close', type: 'button' });
  /** Speaks for the panel while that is closed: what is not shown is not heard. */
  readonly #voice = create('div', { class: 'hidden', role: 'status' });
  readonly #undress: () => void;
  readonly #ended = new AbortController();
  readonly #screen = matchMedia(FILLS_SCREEN);
  #isOpen = false;
  /** What was said last inside. */
  #said = '';
  /** What had the focus when it was opened. */
  #opener: Element | null = null;

  constructor(chat: AwesomeChat, inside: () => Inside) {
    this.#chat = chat;
    this.#inside = inside;
    const root = chat.shadowRoot!;
    this.#panel = root.querySelector<HTMLElement>('[part=base]')!;
    this.#panel.setAttribute('role', 'dialog');
    this.#panel.popover = 'manual';
    const face = create('slot', { name: 'launcher' });
    face.append(icon(BUBBLE));
    this.#button.append(face, this.#badge);
    this.#close.append(icon(CROSS));
    this.#panel.querySelector('header')!.append(this.#close);
    root.append(this.#button, this.#voice);
    this.#undress = adopt(root, launcherStyles);
    this.#listen();
    // One that is open from the start takes the focus from nobody.
    if (chat.open) {
      this.#show();
      if (!chat.clickToLoad) chat.connect();
    }
    if (navigator.maxTouchPoints) inside().want('keyboard');
    this.update();
  }

  update(): void {
    const { open, heading, unread } = this.#chat;
    const words = wordsOf(this.#inside, enLauncher);
    const name = heading || words.heading;
    this.#button.ariaLabel = unread ? `${name}, ${words.manyNew(unread)}` : name;
    this.#badge.textContent = unread > MOST_ON_BADGE ? `${MOST_ON_BADGE}+` : String(unread || '');
    this.#close.ariaLabel = words.close;
    this.#panel.dataset.side = this.#side;
    if (open && this.#screen.matches) this.#inside().want('modal');
    this.#speak(Object.values(words.status));
    for (const button of [this.#button, ...this.#togglesOfThePage()]) button.ariaExpanded = String(open);
    if (open !== this.#isOpen) void (open ? this.#enter() : this.#leave());
  }

  remove(): void {
    this.#ended.abort();
    this.#hide();
    this.#panel.popover = null;
    this.#panel.removeAttribute('role');
    this.#button.remove();
    this.#voice.remove();
    this.#close.remove();
    this.#undress();
  }

  #listen(): void {
    const { signal } = this.#ended;
    const root = this.#chat.shadowRoot!;
    this.#button.addEventListener('click', () => this.#chat.toggle());
    this.#close.addEventListener('click', () => this.#chat.hide());
    root.addEventListener('keydown', event => this.#handleKey(event as KeyboardEvent), { signal });
    this.#chat.addEventListener('command', event => this.#handleCommand(event), { signal });
    document.addEventListener('click', event => this.#handleClick(event), { signal });
    this.#screen.addEventListener('change', () => this.#chat.requestUpdate(), { signal });
  }

  /** How the connection stands is not said of a closed chat. @param states the words for that */
  #speak(states: string[]): void {
    const said = this.#panel.querySelector('[name=footer] + div')!.textContent;
    if (said === this.#said) return;
    this.#said = said;
    const news = said.split('\n').filter(line => !states.includes(line));
    this.#voice.textContent = this.#chat.open ? '' : news.join('\n');
  }

  #enter(): void {
    // Whatever it has waited for.
    this.#chat.connect();
    this.#opener = document.activeElement;
    this.#show();
    // Where a keyboard would cover half of the screen it comes only when one wants to write.
    if (matchMedia('(hover: none) and (pointer: coarse)').matches) this.#close.focus();
    else this.#chat.focus();
  }

  #leave(): void {
    const focused = document.activeElement;
    this.#hide();
    if (focused !== this.#chat && focused !== document.body) return;
    const opener = this.#opener as HTMLElement | null;
    const isOfThePage = opener?.isConnected && opener !== document.body && opener !== this.#chat;
    (isOfThePage ? opener : this.#button).focus();
  }

  #show(): void {
    this.#isOpen = true;
    this.#panel.showPopover?.();
  }

  #hide(): void {
    if (this.#isOpen && this.#panel.isConnected) this.#panel.hidePopover?.();
    this.#isOpen = false;
  }

  #handleKey(event: KeyboardEvent): void {
    const isInName = event.composedPath()[0] instanceof HTMLInputElement;
    if (event.key === 'Escape' && !event.isComposing && !event.defaultPrevented && !isInName)
      this.#chat.hide();
  }

  #handleCommand(event: Event & { command?: string }): void {
    const { command = '' } = event;
    if (command in COMMANDS) this.#chat.toggle(COMMANDS[command]);
  }

  #handleClick({ target }: Event): void {
    const button = (target as Element).closest?.(`[${TOGGLE}]`);
    if (button && this.#togglesOfThePage().includes(button)) this.#chat.toggle();
  }

  /** Buttons of the page that open this chat: those that name it, and those that name none. */
  #togglesOfThePage(): Element[] {
    const { id } = this.#chat;
    const all = [...document.querySelectorAll(`[${TOGGLE}]`)];
    return all.filter(button => ['', id].includes(button.getAttribute(TOGGLE)!));
  }

  /** Where it stands. The panel may have another direction than the page. */
  get #side(): 'left' | 'right' {
    const isAtEnd = this.#chat.placement !== 'bottom-start';
    const isRightToLeft = getComputedStyle(this.#chat).direction === 'rtl';
    return isAtEnd === isRightToLeft ? 'left' : 'right';
  }
}

function create<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Record<string, string>,
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  return element;
}
