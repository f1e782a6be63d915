import type { AwesomeChat } from '../awesome-chat.js';
import { enExtras } from '../i18n/en-parts.js';
import { icon } from './icon.js';
import { wordsOf, type Inside } from './part.js';

const DOTS =
  'M5 10a2 2 0 1 0 0 4 2 2 0 0 0 0-4zm7 0a2 2 0 1 0 0 4 2 2 0 0 0 0-4zm7 0a2 2 0 1 0 0 4 2 2 0 0 0 0-4z';

/** Whether what was typed is a command: two strokes are for a message that begins with one. */
export const isCommand = (text: string): boolean => /^\/(?!\/)/.test(text.trim());

/** Told within the chat, to who has loaded what carries out a command: its text is the detail. */
export const COMMAND = 'awesome-chat-command';

/** Where messages are written. It is busy while a command in it waits for who can do it. */
export const fieldOf = (chat: AwesomeChat): HTMLTextAreaElement =>
  chat.shadowRoot!.querySelector('[part=input]')!;

/**
 * A button at the message that is pointed at or walked to, and commands in the text field. What they do is loaded once
 * somebody uses them.
 */
export class OfferDeeds {
  readonly #chat: AwesomeChat;
  readonly #inside: () => Inside;
  readonly #button = document.createElement('button');
  readonly #ended = new AbortController();

  constructor(chat: AwesomeChat, inside: () => Inside) {
    this.#chat = chat;
    this.#inside = inside;
    this.#button.setAttribute('part', 'actions');
    this.#button.ariaHasPopup = 'menu';
    this.#button.append(icon(DOTS));
    const { signal } = this.#ended;
    const root = chat.shadowRoot!;
    const log = root.querySelector<HTMLElement>('[role=log]')!;
    for (const name of ['pointerover', 'focusin'])
      log.addEventListener(name, event => this.#follow(event.target as Element), { signal });
    this.#button.addEventListener('click', () => this.#handleClick());
    root.addEventListener('input', event => this.#handleInput(event), { signal });
    chat.addEventListener('awesome-chat-before-send', event => this.#handleSend(event), { signal });
  }

  remove(): void {
    this.#ended.abort();
    this.#button.remove();
  }

  #follow(target: Element): void {
    const row = target.closest<HTMLElement>('.message[data-id]');
    if (!row || row.contains(this.#button) || this.#button.ariaExpanded === 'true') return;
    const { me, messages } = this.#chat;
    const message = messages.find(({ id }) => id === row.dataset['id']);
    // One's own can only be taken away, and only by who keeps order.
    const isOwn = message?.from.id === me?.id;
    const isOffered = message && (!isOwn || (me?.role === 'moderator' && message.message));
    if (!isOffered) return this.#button.remove();
    this.#button.ariaLabel = wordsOf(this.#inside, enExtras).actions;
    row.append(this.#button);
  }

  #handleClick(): void {
    if (!this.#button.ariaExpanded) this.#button.ariaBusy = 'true';
    this.#inside().want('deeds');
  }

  #handleInput({ target }: Event): void {
    const field = target as HTMLTextAreaElement;
    field.ariaBusy = null;
    if (field.value.startsWith('/')) this.#inside().want('deeds');
  }

  #handleSend(event: CustomEvent<{ text: string }>): void {
    const { detail } = event;
    if (event.defaultPrevented || !/^\s*\//.test(detail.text)) return;
    this.#inside().want('deeds');
    if (!isCommand(detail.text)) {
      detail.text = detail.text.trim().slice(1);
      return;
    }
    event.preventDefault();
    // What the page says is no reason to send what is being written.
    const field = fieldOf(this.#chat);
    field.ariaBusy = field.value.trim() === detail.text.trim() ? 'true' : null;
    this.#chat.shadowRoot!.dispatchEvent(new CustomEvent(COMMAND, { detail: detail.text }));
  }
}
