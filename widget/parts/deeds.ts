import type { Person } from '../../protocol/messages.js';
import type { AwesomeChat } from '../awesome-chat.js';
import type { ChatEvents } from '../events.js';
import {
  called,
  formOf,
  isForModerators,
  isKnown,
  parse,
  splitDuration,
  type CommandName,
} from './commands.js';
import { deedsStyles } from './deeds-styles.js';
import { MessageMenu } from './message-menu.js';
import { isCommand } from './offer-deeds.js';
import { deedWordsOf as wordsOf, fetchDeedWords } from './deed-words.js';
import { fill, type Inside, type Part } from './part.js';
import { adopt } from './sheet.js';
import { Suggestions } from './suggestions.js';

const MUTE_MS = 600_000;
const BAN_MS = 3_600_000;

export function createPart(chat: AwesomeChat, inside: () => Inside): Part {
  return new Deeds(chat, inside);
}

/** What can be done about messages and people: by a menu on each message, and by commands. */
export class Deeds implements Part {
  readonly #chat: AwesomeChat;
  readonly #inside: () => Inside;
  readonly #told = document.createElement('div');
  readonly #menu: MessageMenu;
  readonly #suggestions: Suggestions;
  readonly #undress: () => void;
  readonly #ended = new AbortController();
  #lang = '';

  constructor(chat: AwesomeChat, inside: () => Inside) {
    this.#chat = chat;
    this.#inside = inside;
    const root = chat.shadowRoot!;
    this.#undress = adopt(root, deedsStyles);
    this.#told.setAttribute('part', 'told');
    this.#told.setAttribute('role', 'status');
    root.querySelector('[part=composer]')!.before(this.#told);
    this.#menu = new MessageMenu(chat, inside, this);
    this.#suggestions = new Suggestions(chat, inside);
    const { signal } = this.#ended;
    chat.addEventListener('awesome-chat-before-send', event => this.#handleSend(event), { signal });
    chat.addEventListener('awesome-chat-room', () => this.tell(''), { signal });
    root.addEventListener('input', () => this.tell(''), { signal });
    this.update();
  }

  update(): void {
    const { lang } = this.#inside().words;
    if (lang !== this.#lang) void this.#follow((this.#lang = lang));
    this.#menu.update();
    this.#suggestions.update();
  }

  remove(): void {
    this.#ended.abort();
    this.#menu.remove();
    this.#suggestions.remove();
    this.#told.remove();
    this.#undress();
  }

  /** Tells the visitor alone. */
  tell(text: string): void {
    this.#told.textContent = text;
  }

  /** Asks the relay, and tells what has come of it. */
  async ask(event: 'remove' | 'moderate', request: object): Promise<void> {
    const words = wordsOf(this.#inside);
    try {
      const answer = await this.#inside().ask(event, { room: this.#chat.room, ...request });
      this.tell(answer ? words.done : words.refusals.unavailable!);
    } catch (error) {
      this.tell(words.refusals[(error as ChatEvents['error']).refusal] ?? words.refusals.unavailable!);
    }
  }

  /** Shows nothing more of a person, or shows them again. */
  ignore({ id, name }: Person, isIgnored: boolean): void {
    const { ignored } = this.#inside();
    if (isIgnored) ignored.add(id);
    else ignored.delete(id);
    this.tell(isIgnored ? fill(wordsOf(this.#inside).ignoredNow, name) : wordsOf(this.#inside).done);
    this.#chat.requestUpdate();
  }

  async #follow(lang: string): Promise<void> {
    await fetchDeedWords(lang, this.#chat.relay);
    this.#menu.openIfAsked();
  }

  #handleSend(event: CustomEvent<{ text: string }>): void {
    const { text } = event.detail;
    if (!isCommand(text)) return;
    const { name, rest } = parse(text);
    const words = wordsOf(this.#inside);
    if (!isKnown(name)) return this.tell(fill(words.unknownCommand, `/${name}`));
    if (isForModerators(name) && this.#chat.me?.role !== 'moderator')
      return this.tell(words.refusals['not-allowed']!);
    if (name === 'me' && rest) {
      event.detail.text = `* ${this.#chat.me!.name} ${rest}`;
      // Others have heard that it was prevented: it goes out by itself.
      void this.#chat.send(event.detail.text).catch(() => {});
      return this.#clear();
    }
    if (this.#run(name, rest)) this.#clear();
  }

  /** @returns whether it could be understood */
  #run(name: CommandName, rest: string): boolean {
    const { before, ms } = splitDuration(rest);
    switch (name) {
      case 'help':
        this.tell(this.#help());
        return true;
      case 'nick':
        if (!rest) return this.#explain(name);
        this.#inside().rename(rest);
        return true;
      case 'slow':
        if (before !== (ms === undefined ? 'off' : '')) return this.#explain(name);
        void this.ask('moderate', { action: 'slow', everyMs: ms ?? 0 });
        return true;
      case 'lock':
      case 'unlock':
        void this.ask('moderate', { action: name });
        return true;
      case 'me':
        return this.#explain(name);
      default:
        return this.#runOn(name, before, ms);
    }
  }

  #runOn(
    name: 'ignore' | 'unignore' | 'remove' | 'mute' | 'unmute' | 'ban' | 'unban',
    wanted: string,
    ms: number | undefined,
  ): boolean {
    if (!wanted) return this.#explain(name);
    const person = this.#find(wanted);
    if (!person) return false;
    if (name === 'ignore' || name === 'unignore') this.ignore(person, name === 'ignore');
    else {
      const forMs = name === 'mute' ? (ms ?? MUTE_MS) : name === 'ban' ? (ms ?? BAN_MS) : undefined;
      void this.ask('moderate', { action: name, person: person.id, ...(forMs && { forMs }) });
    }
    return true;
  }

  /** Who is here, or has written something. */
  #find(name: string): Person | undefined {
    const { people, messages, me } = this.#chat;
    const everyone = [...people, ...messages.map(({ from }) => from)].filter(({ id }) => id !== me?.id);
    const [person, ...others] = called(name, everyone);
    const { unknownPerson, severalPeople } = wordsOf(this.#inside);
    if (person && others.length === 0) return person;
    this.tell(fill(person ? severalPeople : unknownPerson, name));
    return undefined;
  }

  #help(): string {
    const { commands } = wordsOf(this.#inside);
    const isModerator = this.#chat.me?.role === 'moderator';
    const names = Object.keys(commands) as CommandName[];
    return names
      .filter(name => isModerator || !isForModerators(name))
      .map(name => `${formOf(name)} – ${commands[name]}`)
      .join('\n');
  }

  #explain(name: CommandName): false {
    this.tell(fill(wordsOf(this.#inside).usage, formOf(name)));
    return false;
  }

  /** The command is done, and what it has told stays. */
  #clear(): void {
    const { textContent } = this.#told;
    const field = this.#chat.shadowRoot!.querySelector('textarea')!;
    if (!isCommand(field.value)) return;
    field.value = '';
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    this.tell(textContent);
  }
}
