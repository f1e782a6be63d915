import type { AwesomeChat } from '../awesome-chat.js';
import type { ChatEvents } from '../events.js';
import { enExtras } from '../i18n/en-parts.js';
import { Choice } from './choice.js';
import { chime } from './chime.js';
import { wordsOf, type Inside } from './part.js';

/** Longest text in a notification, in UTF-16 units. */
const MAX_TEXT = 120;
const BELL = 'M12 2a6 6 0 0 0-6 6c0 6-3 7-3 9h18c0-2-3-3-3-9a6 6 0 0 0-6-6zM9.5 19a2.5 2.5 0 0 0 5 0z';
const SPEAKER = 'M3 9v6h4l6 5V4L7 9zm13-1.5v9a5 5 0 0 0 0-9z';

/** Tells of messages that come while the page is hidden, as far as site and visitor want it. */
export class Alerts {
  readonly #chat: AwesomeChat;
  readonly #inside: () => Inside;
  readonly #sound = new Choice('sound', SPEAKER, true);
  readonly #notifications = new Choice('notifications', BELL, false);
  readonly #ended = new AbortController();
  readonly #canNotify = isSecureContext && canNotify();

  constructor(chat: AwesomeChat, inside: () => Inside) {
    this.#chat = chat;
    this.#inside = inside;
    const { signal } = this.#ended;
    this.#sound.button.addEventListener('click', () => this.#sound.set(!this.#sound.isOn));
    this.#notifications.button.addEventListener('click', () => void this.#toggleNotifications());
    chat.addEventListener('awesome-chat-message', ({ detail }) => this.#handleMessage(detail), { signal });
  }

  update(): void {
    const { sound, notifications } = this.#chat;
    const words = wordsOf(this.#inside, enExtras);
    this.#show(this.#sound, sound && 'AudioContext' in globalThis, words.sound);
    const mayNotify = this.#canNotify && Notification.permission !== 'denied';
    this.#show(this.#notifications, notifications && mayNotify, words.notifications);
    if (mayNotify && Notification.permission === 'default') this.#notifications.set(false, false);
  }

  remove(): void {
    this.#ended.abort();
    this.#sound.button.remove();
    this.#notifications.button.remove();
  }

  #show(choice: Choice, isOffered: boolean, label: string): void {
    const { button } = choice;
    choice.label = label;
    if (!isOffered) button.remove();
    else if (!button.isConnected) this.#chat.shadowRoot!.querySelector('header div')!.append(button);
  }

  async #toggleNotifications(): Promise<void> {
    const isWanted = !this.#notifications.isOn;
    const isAllowed = isWanted && (await Notification.requestPermission()) === 'granted';
    this.#notifications.set(isAllowed);
    this.update();
  }

  #handleMessage({ message, own }: ChatEvents['message']): void {
    if (own || !document.hidden || this.#inside().ignored.has(message.from.id)) return;
    if (this.#sound.isOn) chime();
    if (this.#notifications.isOn) this.#notify(message);
  }

  #notify({ from, message }: ChatEvents['message']['message']): void {
    const chat = this.#chat;
    const text = [...message.slice(0, MAX_TEXT)].join('');
    const notification = new Notification(from.name, { body: text, tag: `awesome-chat ${chat.room}` });
    notification.onclick = () => {
      focus();
      chat.show();
      chat.scrollToLatest();
      notification.close();
    };
  }
}

/** Whether a page can show notifications: phones have the name of it, and leave it to service workers. */
function canNotify(): boolean {
  try {
    // Nothing is shown: that a function cannot be copied is found out first.
    new Notification('', { data: canNotify });
    return true;
  } catch (error) {
    return (error as Error).name === 'DataCloneError';
  }
}
