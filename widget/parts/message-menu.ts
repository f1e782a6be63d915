import type { UserMessage } from '../../protocol/messages.js';
import type { AwesomeChat } from '../awesome-chat.js';
import type { Deeds } from './deeds.js';
import { fill } from './part.js';

const MINUTES_10 = 600_000;
const HOUR = 3_600_000;
const DAY = 86_400_000;

interface Item {
  label: string;
  run: () => unknown;
}

/** The menu of the button at a message: see ./offer-deeds.ts. */
export class MessageMenu {
  readonly #chat: AwesomeChat;
  readonly #deeds: Deeds;
  readonly #menu = document.createElement('div');
  readonly #ended = new AbortController();
  readonly #resizing = new ResizeObserver(() => this.#place());
  constructor(chat: AwesomeChat, deeds: Deeds) {
    this.#chat = chat;
    this.#deeds = deeds;
    this.#menu.setAttribute('part', 'menu');
    this.#menu.setAttribute('role', 'menu');
    this.#menu.hidden = true;
    const root = chat.shadowRoot!;
    const section = root.querySelector('section')!;
    section.append(this.#menu);
    this.#resizing.observe(section);
    const { signal } = this.#ended;
    const log = root.querySelector<HTMLElement>('[role=log]')!;
    log.addEventListener('scroll', () => this.#close(), { signal });
    log.addEventListener('click', event => this.#handleClick(event), { signal });
    this.#menu.addEventListener('keydown', event => this.#handleKey(event));
    this.#menu.addEventListener('focusout', event => {
      if (!this.#menu.contains(event.relatedTarget as Node)) this.#close();
    });
  }

  update(): void {
    if (this.#button) this.#button.ariaExpanded = String(!this.#menu.hidden);
  }

  remove(): void {
    this.#ended.abort();
    this.#resizing.disconnect();
    this.#menu.remove();
  }

  /** Opens where somebody has asked for it before it was here. */
  openIfAsked(): void {
    if (this.#button?.ariaBusy) this.#open(this.#button);
  }

  get #button(): HTMLElement | null {
    return this.#chat.shadowRoot!.querySelector('[part=actions]');
  }

  #handleClick({ target }: Event): void {
    const button = this.#button;
    if (!button?.contains(target as Node)) return;
    if (this.#menu.hidden) this.#open(button);
    else this.#close();
  }

  #itemsFor({ id, from, message }: UserMessage): Item[] {
    const words = this.#deeds.words.all;
    const { me } = this.#chat;
    const isOther = from.id !== me?.id;
    const name = `\u2068${from.name}\u2069`;
    const moderate = (label: string, request: object): Item => ({
      label: fill(label, name),
      run: () => this.#deeds.ask('moderate', { person: from.id, ...request }),
    });
    const items: Item[] = [];
    if (isOther) items.push({ label: fill(words.ignore, name), run: () => this.#deeds.ignore(from, true) });
    if (me?.role !== 'moderator') return items;
    if (message) items.unshift({ label: words.removeOne, run: () => this.#deeds.ask('remove', { id }) });
    if (isOther && from.role !== 'moderator')
      items.push(
        moderate(words.removeAll, { action: 'remove' }),
        moderate(words.muteFor, { action: 'mute', forMs: MINUTES_10 }),
        moderate(words.banHour, { action: 'ban', forMs: HOUR }),
        moderate(words.banDay, { action: 'ban', forMs: DAY }),
      );
    return items;
  }

  #open(button: HTMLElement): void {
    button.ariaBusy = null;
    const { id } = button.closest<HTMLElement>('.message')!.dataset;
    const message = this.#chat.messages.find(known => known.id === id);
    if (!message) return;
    const items = this.#itemsFor(message).map(({ label, run }) => {
      const item = document.createElement('button');
      item.setAttribute('role', 'menuitem');
      item.tabIndex = -1;
      item.textContent = label;
      item.addEventListener('click', () => {
        this.#close(true);
        void run();
      });
      return item;
    });
    this.#menu.ariaLabel = button.ariaLabel;
    this.#menu.replaceChildren(...items);
    this.#menu.hidden = false;
    this.#place();
    items[0]!.focus();
    this.update();
  }

  /** Below the button, or above it where there is no room; within the chat. */
  #place(): void {
    const button = this.#button;
    if (!button || this.#menu.hidden) return;
    // Its own size first, wherever it was.
    this.#menu.style.removeProperty('left');
    const section = this.#menu.parentElement!.getBoundingClientRect();
    const { top, bottom, right } = button.getBoundingClientRect();
    const { offsetHeight: height, offsetWidth: width, style } = this.#menu;
    const isBelow = bottom + height <= section.bottom;
    const y = (isBelow ? bottom : Math.max(section.top, top - height)) - section.top;
    const x = Math.min(Math.max(0, right - width - section.left), section.width - width);
    style.setProperty('top', `${y}px`);
    style.setProperty('left', `${Math.max(0, x)}px`);
  }

  #close(returnsFocus = false): void {
    if (this.#menu.hidden) return;
    this.#menu.hidden = true;
    if (returnsFocus) this.#button?.focus();
    this.update();
  }

  #handleKey(event: KeyboardEvent): void {
    const items = [...this.#menu.children] as HTMLElement[];
    const at = items.indexOf(this.#chat.shadowRoot!.activeElement as HTMLElement);
    const goes: Record<string, number> = {
      ArrowDown: (at + 1) % items.length,
      ArrowUp: (at + items.length - 1) % items.length,
      Home: 0,
      End: items.length - 1,
    };
    const to = goes[event.key];
    if (to !== undefined) items[to]!.focus();
    else if (event.key === 'Escape' || event.key === 'Tab') this.#close(true);
    else return;
    // What is open behind it stays open.
    event.preventDefault();
    event.stopPropagation();
  }
}
