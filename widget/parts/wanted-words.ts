import type { AwesomeChat } from '../awesome-chat.js';
import type { Translation, WantedTranslation } from '../i18n/translation.js';
import { partOf } from '../version.js';
import { wordsOf, type Inside } from './part.js';

type File = Partial<WantedTranslation>;

/** By language. English words come with what says them. */
const files = new Map<string, Promise<File>>([['en', Promise.resolve({})]]);

/** The words of a part that few visitors ever want: in English, until those of the language have come. */
export class WantedWords<English extends object> {
  /** Whether those of the language are here, or cannot be had. */
  isReady = false;
  readonly #english: English;
  readonly #chat: AwesomeChat;
  readonly #inside: () => Inside;
  #file: File = {};
  #lang = '';

  constructor(english: English, chat: AwesomeChat, inside: () => Inside) {
    this.#english = english;
    this.#chat = chat;
    this.#inside = inside;
  }

  /** All words, with these. */
  get all(): Translation & English {
    return wordsOf(this.#inside, { ...this.#english, ...this.#file });
  }

  /** Fetches them where the language has become another one. The chat is updated once they have come. */
  update(): void {
    const { lang } = this.#inside().words;
    if (lang !== this.#lang) void this.#follow((this.#lang = lang));
  }

  async #follow(lang: string): Promise<void> {
    const file = await fetchOnce(lang, this.#chat.relay).catch(() => ({}));
    if (lang !== this.#lang) return;
    this.#file = file;
    this.isReady = true;
    this.#chat.requestUpdate();
  }
}

async function fetchOnce(lang: string, relay: string): Promise<File> {
  const file = files.get(lang) ?? fetchFile(lang, relay);
  files.set(lang, file);
  try {
    return await file;
  } catch (error) {
    files.delete(lang);
    throw error;
  }
}

async function fetchFile(lang: string, relay: string): Promise<File> {
  const response = await fetch(partOf(relay, `${lang}-deeds.json`));
  return (await response.json()) as File;
}
