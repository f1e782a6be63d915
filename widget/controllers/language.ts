import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { en } from '../i18n/en.js';
import { fetchPhrases, languageFor } from '../i18n/languages.js';
import { reworded, type Phrases, type SomePhrases } from '../i18n/translation.js';
import { createWords, type Words } from '../i18n/words.js';

/** What the element says about its language. */
export interface LanguageHost extends ReactiveControllerHost, HTMLElement {
  relay: string;
  translation: SomePhrases;
}

/**
 * The words: in the language of the element or of the page around it, else in the first of the visitor's that there
 * is, else in English. English stays until another one has come.
 */
export class LanguageController implements ReactiveController {
  readonly #host: LanguageHost;
  #words: Words | undefined;
  #file: Phrases | undefined;
  /** What the words were chosen by. */
  #choice = '';

  constructor(host: LanguageHost) {
    this.#host = host;
    host.addController(this);
  }

  /** What is said now. They are others once anything about them has changed. */
  get words(): Words {
    const { translation } = this.#host;
    return (this.#words ??= createWords(reworded({ ...en, ...this.#file }, translation), this.#tags));
  }

  /** More of the English words have come, for all chats. */
  learn(some: SomePhrases): void {
    Object.assign(en, reworded(en, some));
    this.renew();
  }

  /** Another language has come, another day or other words of the page's own. */
  renew(): void {
    this.#words = undefined;
    this.#host.requestUpdate();
  }

  hostUpdated(): void {
    const { relay } = this.#host;
    const choice = relay + this.#tags.join() + new Date().getDay();
    if (choice !== this.#choice) void this.#follow((this.#choice = choice), relay);
  }

  async #follow(choice: string, relay: string): Promise<void> {
    // Without its words it is English.
    const file = await fetchPhrases(languageFor(this.#tags), relay).catch(() => undefined);
    if (choice !== this.#choice) return;
    this.#file = file;
    this.renew();
  }

  /** What asks for a language, first of all the element and what is around it. */
  get #tags(): string[] {
    const { lang } = this.#host.closest<HTMLElement>('[lang]') ?? document.documentElement;
    return [this.#host.lang, lang, ...navigator.languages];
  }
}
