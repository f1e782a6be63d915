import type { AwesomeChat } from '../awesome-chat.js';
import type { ChatEvents } from '../events.js';
import { enExtras } from '../i18n/en-parts.js';
import { fill, wordsOf, type Inside } from './part.js';

/** How often one who writes says so, in ms; the relay passes on one in two seconds. */
const SAY_EVERY_MS = 3000;
/** How long somebody is shown as writing without a word of it, in ms. */
const FORGET_MS = 5000;
const MAX_NAMES = 2;

/** Who else is writing, and telling the others that one is. */
export class Writing {
  readonly #chat: AwesomeChat;
  readonly #inside: () => Inside;
  readonly #line = document.createElement('div');
  readonly #ended = new AbortController();
  /** By name, when they are let go. */
  readonly #writing = new Map<string, ReturnType<typeof setTimeout>>();
  #saidAt = 0;

  constructor(chat: AwesomeChat, inside: () => Inside) {
    this.#chat = chat;
    this.#inside = inside;
    this.#line.setAttribute('part', 'typing');
    chat.shadowRoot!.querySelector('[part=composer]')!.before(this.#line);
    const { signal } = this.#ended;
    chat.addEventListener('awesome-chat-typing', ({ detail }) => this.#hear(detail), { signal });
    chat.addEventListener('awesome-chat-message', ({ detail }) => this.#stop(detail.message.from.name), {
      signal,
    });
    chat.addEventListener('awesome-chat-room', () => this.#clear(), { signal });
    chat.shadowRoot!.addEventListener('input', event => this.#say(event), { signal });
  }

  remove(): void {
    this.#ended.abort();
    this.#clear();
    this.#line.remove();
  }

  #say({ target }: Event): void {
    const { localName, value } = target as HTMLTextAreaElement;
    // Who gives a command says nothing.
    if (localName !== 'textarea' || !value.trim() || value.startsWith('/')) return;
    if (Date.now() - this.#saidAt < SAY_EVERY_MS) return;
    this.#saidAt = Date.now();
    this.#inside()
      .ask('typing', { room: this.#chat.room })
      .catch(() => {});
  }

  #hear({ names, ids }: ChatEvents['typing']): void {
    for (const [index, name] of names.entries()) {
      if (this.#inside().ignored.has(ids?.[index] ?? '')) continue;
      clearTimeout(this.#writing.get(name));
      this.#writing.set(
        name,
        setTimeout(() => this.#stop(name), FORGET_MS),
      );
    }
    this.#show();
  }

  #stop(name: string): void {
    clearTimeout(this.#writing.get(name));
    this.#writing.delete(name);
    this.#show();
  }

  #clear(): void {
    for (const name of [...this.#writing.keys()]) this.#stop(name);
  }

  #show(): void {
    const { isWriting, areWriting, manyWriting, lang } = wordsOf(this.#inside, enExtras);
    const names = [...this.#writing.keys()];
    const some = new Intl.ListFormat(lang).format(names.map(name => `\u2068${name}\u2069`));
    const sentence = names.length > MAX_NAMES ? manyWriting : names.length > 1 ? areWriting : isWriting;
    this.#line.textContent = names.length > 0 ? fill(sentence, some) : '';
  }
}
