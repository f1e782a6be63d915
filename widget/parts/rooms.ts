import type { AwesomeChat } from '../awesome-chat.js';
import { enRooms } from '../i18n/en-parts.js';
import { wordsOf, type Inside, type Part } from './part.js';
import { adopt, sheetOf } from './sheet.js';

const MOST_SHOWN = 99;
const css = String.raw;

const styles = sheetOf(css`
  [part='rooms'] {
    display: flex;
    flex: none;
    flex-wrap: wrap;
    gap: 0.25em;
    max-height: 5.5em;
    box-sizing: border-box;
    padding: 0.375em var(--_edge);
    overflow: auto;
    border-block-end: 1px solid var(--_border);
  }
  [part~='room'] {
    padding: 0.125em 0.75em;
  }
  [part~='room'] bdi {
    font-weight: inherit;
  }
  [part~='room'][aria-current] {
    font-weight: 600;
    border-color: currentColor;
  }
  [part~='room'] span {
    padding: 0 0.375em;
    margin-inline-start: 0.5em;
    font-size: var(--_small);
    color: var(--_on-accent);
    background: var(--_accent);
    border-radius: 1em;
  }
  [part~='room'] span:empty {
    display: none;
  }
`);

export function createPart(chat: AwesomeChat, inside: () => Inside): Part {
  return new RoomSwitcher(chat, inside);
}

interface Choice {
  readonly name: string;
  readonly button: HTMLButtonElement;
  readonly label: HTMLElement;
  readonly badge: HTMLElement;
  unread: number;
  /** Ends hearing of it. Undefined while it is the one that is shown. */
  stop?: (() => void) | undefined;
}

/** Buttons for the rooms that a page offers, and how much was said in those that are not shown. */
class RoomSwitcher implements Part {
  readonly #chat: AwesomeChat;
  readonly #inside: () => Inside;
  readonly #bar = document.createElement('nav');
  readonly #undress: () => void;
  #choices: Choice[] = [];
  #place = '';

  constructor(chat: AwesomeChat, inside: () => Inside) {
    this.#chat = chat;
    this.#inside = inside;
    this.#bar.setAttribute('part', 'rooms');
    this.#bar.addEventListener('keydown', event => this.#handleKey(event));
    chat.shadowRoot!.querySelector('header')!.after(this.#bar);
    this.#undress = adopt(chat.shadowRoot!, styles);
    this.update();
  }

  update(): void {
    const { rooms, relay, space } = this.#chat;
    const place = JSON.stringify([rooms, relay, space]);
    if (place !== this.#place) this.#offer();
    this.#place = place;
    this.#bar.ariaLabel = wordsOf(this.#inside, enRooms).rooms;
    for (const choice of this.#choices) this.#show(choice);
  }

  remove(): void {
    this.#forget();
    this.#bar.remove();
    this.#undress();
  }

  #offer(): void {
    this.#forget();
    const names = new Set(this.#chat.rooms.split(/[\s,]+/).filter(Boolean));
    this.#choices = [...names].map(name => {
      const button = document.createElement('button');
      const label = document.createElement('bdi');
      const badge = document.createElement('span');
      button.setAttribute('part', 'room');
      button.append(label, badge);
      button.addEventListener('click', () => (this.#chat.room = name));
      return { name, button, label, badge, unread: 0 };
    });
    this.#bar.replaceChildren(...this.#choices.map(({ button }) => button));
  }

  #show(choice: Choice): void {
    const { name, button, label, badge } = choice;
    const isShown = name === this.#chat.room;
    if (isShown) {
      choice.stop?.();
      choice.stop = undefined;
      choice.unread = 0;
      button.setAttribute('aria-current', 'true');
    } else {
      button.removeAttribute('aria-current');
      choice.stop ??= this.#inside().watch(name, ({ message, own }) => {
        if (own || this.#inside().ignored.has(message.from.id)) return;
        choice.unread++;
        this.#show(choice);
      });
    }
    const { unread } = choice;
    const title = this.#inside().titleOf(name) ?? name;
    label.textContent = title;
    badge.textContent = unread > MOST_SHOWN ? `${MOST_SHOWN}+` : String(unread || '');
    button.ariaLabel = unread ? `${title}, ${this.#inside().words.manyNew(unread)}` : title;
  }

  /** Arrows go from room to room, as the bar may be wider than what is seen of it. */
  #handleKey(event: KeyboardEvent): void {
    const isRightToLeft = getComputedStyle(this.#bar).direction === 'rtl';
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const buttons = this.#choices.map(({ button }) => button);
    const at = buttons.findIndex(button => button.contains(event.target as Node));
    buttons[at + (isRightToLeft ? -step : step)]?.focus();
    event.preventDefault();
  }

  #forget(): void {
    for (const { stop } of this.#choices) stop?.();
    this.#choices = [];
  }
}
