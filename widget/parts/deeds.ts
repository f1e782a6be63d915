import type { Person } from '../../protocol/messages.js';
import type { AwesomeChat } from '../awesome-chat.js';
import { enDeeds } from '../i18n/en-deeds.js';
import type { DeedTranslation } from '../i18n/translation.js';
import {
  called,
  formOf,
  isColor,
  isForModerators,
  isKnown,
  parse,
  splitDuration,
  type CommandName,
} from './commands.js';
import { deedsStyles } from './deeds-styles.js';
import { MessageMenu } from './message-menu.js';
import { COMMAND, fieldOf, isCommand } from './offer-deeds.js';
import { IgnoredPeople } from './ignored-people.js';
import { keepIgnored } from './ignoring.js';
import { fill, reasonOf, type Inside, type Part } from './part.js';
import { adopt } from './sheet.js';
import { Suggestions } from './suggestions.js';
import { WantedWords } from './wanted-words.js';

const MUTE_MS = 600_000;
const BAN_MS = 3_600_000;
/** What the relay takes, in ms, and as it is typed. */
const SANCTION = { leastMs: 1000, mostMs: 3650 * 86_400_000, words: ['1s', '3650d'] };
const PACE = { leastMs: 0, mostMs: 3_600_000, words: ['1s', '1h'] };

const timeOf = (name: 'mute' | 'ban', ms = name === 'mute' ? MUTE_MS : BAN_MS) => ({ forMs: ms });

export function createPart(chat: AwesomeChat, inside: () => Inside): Part {
  return new Deeds(chat, inside);
}

/** What can be done about messages and people: by a menu on each message, and by commands. */
export class Deeds implements Part {
  readonly words: WantedWords<DeedTranslation>;
  readonly #chat: AwesomeChat;
  readonly #inside: () => Inside;
  readonly #told = document.createElement('div');
  readonly #menu: MessageMenu;
  readonly #suggestions: Suggestions;
  readonly #ignoredPeople: IgnoredPeople;
  readonly #undress: () => void;
  readonly #ended = new AbortController();

  constructor(chat: AwesomeChat, inside: () => Inside) {
    this.#chat = chat;
    this.#inside = inside;
    this.words = new WantedWords(enDeeds, chat, inside);
    const root = chat.shadowRoot!;
    this.#undress = adopt(root, deedsStyles);
    this.#told.setAttribute('part', 'told');
    this.#told.setAttribute('role', 'status');
    root.querySelector('[part=composer]')!.before(this.#told);
    this.#menu = new MessageMenu(chat, this);
    this.#suggestions = new Suggestions(chat, this.words);
    this.#ignoredPeople = new IgnoredPeople(chat, inside, this);
    const { signal } = this.#ended;
    root.addEventListener(COMMAND, event => this.#handleCommand((event as CustomEvent<string>).detail), {
      signal,
    });
    chat.addEventListener('awesome-chat-room', () => this.tell(''), { signal });
    root.addEventListener('input', () => this.tell(''), { signal });
    this.update();
  }

  update(): void {
    this.words.update();
    if (this.words.isReady) {
      this.#menu.openIfAsked();
      this.#sendIfAsked();
    }
    this.#menu.update();
    this.#suggestions.update();
    this.#ignoredPeople.update();
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
  async ask(event: 'remove' | 'moderate' | 'recolor', request: object): Promise<void> {
    const words = this.words.all;
    try {
      const answer = await this.#inside().ask(event, { room: this.#chat.room, ...request });
      this.tell(answer ? words.done : words.refusals.unavailable!);
    } catch (error) {
      this.tell(reasonOf(error, words));
    }
  }

  /** Shows nothing more of a person, or shows them again. */
  ignore({ id, name }: Person, isIgnored: boolean): void {
    const { ignored } = this.#inside();
    if (isIgnored) ignored.set(id, name);
    else ignored.delete(id);
    keepIgnored(ignored);
    this.tell(isIgnored ? fill(this.words.all.ignoredNow, name) : this.words.all.done);
    this.#chat.requestUpdate();
  }

  /** A command that was given before this was here. */
  #sendIfAsked(): void {
    if (!fieldOf(this.#chat).ariaBusy) return;
    fieldOf(this.#chat).ariaBusy = null;
    this.#chat.shadowRoot!.querySelector<HTMLElement>('[part=send]')!.click();
  }

  #handleCommand(text: string): void {
    fieldOf(this.#chat).ariaBusy = null;
    const { name, rest } = parse(text);
    const words = this.words.all;
    if (!isKnown(name)) return this.tell(fill(words.unknownCommand, `/${name}`));
    if (isForModerators(name) && this.#chat.me?.role !== 'moderator')
      return this.tell(words.refusals['not-allowed']!);
    if (name === 'me' && rest) {
      void this.#chat.send(`* ${this.#chat.me!.name} ${rest}`).catch(() => {});
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
      case 'color':
        return this.#recolor(rest.toLowerCase());
      case 'slow':
        return this.#pace(before, ms);
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

  #recolor(color: string): boolean {
    if (!isColor(color)) return this.#explain('color');
    void this.ask('recolor', { color });
    return true;
  }

  #pace(word: string, ms: number | undefined): boolean {
    if (word !== (ms === undefined ? 'off' : '')) return this.#explain('slow');
    if (!this.#isWithin(PACE, ms)) return false;
    void this.ask('moderate', { action: 'slow', everyMs: ms ?? 0 });
    return true;
  }

  #runOn(
    name: 'ignore' | 'unignore' | 'remove' | 'mute' | 'unmute' | 'ban' | 'unban',
    wanted: string,
    ms: number | undefined,
  ): boolean {
    const isTimed = name === 'mute' || name === 'ban';
    if (!wanted || (isTimed && this.#hasMoreThanName(wanted))) return this.#explain(name);
    const person = this.#find(wanted);
    if (!person || (isTimed && !this.#isWithin(SANCTION, ms))) return false;
    if (name === 'ignore' || name === 'unignore') this.ignore(person, name === 'ignore');
    else void this.ask('moderate', { action: name, person: person.id, ...(isTimed && timeOf(name, ms)) });
    return true;
  }

  /** Whether it begins with somebody's name, and what follows was to be a time. */
  #hasMoreThanName(wanted: string): boolean {
    const everyone = this.#everyone;
    if (called(wanted, everyone).length > 0) return false;
    const words = wanted.split(' ');
    return words.some((_, index) => called(words.slice(0, index).join(' '), everyone).length > 0);
  }

  /** Who is here, has written something, or is ignored; the visitor last. */
  get #everyone(): Person[] {
    const { people, messages, me } = this.#chat;
    const ignored = [...this.#inside().ignored].map(([id, name]) => ({ id, name }));
    const known = [...people, ...messages.map(({ from }) => from), ...ignored];
    return [...known.filter(({ id }) => id !== me?.id), ...(me ? [me] : [])];
  }

  #find(name: string): Person | undefined {
    const [person, other] = called(name, this.#everyone);
    const { unknownPerson, severalPeople, yourself } = this.words.all;
    const isOwn = person?.id === this.#chat.me?.id;
    if (person && !isOwn && (!other || other.id === this.#chat.me?.id)) return person;
    this.tell(isOwn && person ? yourself : fill(person ? severalPeople : unknownPerson, name));
    return undefined;
  }

  /** Whether a time can be asked for. Otherwise it is told which can. */
  #isWithin({ leastMs, mostMs, words }: typeof SANCTION, ms = leastMs): boolean {
    const isTaken = ms >= leastMs && ms <= mostMs;
    // From left to right, whatever is around it.
    if (!isTaken) this.tell(fill(this.words.all.timeRange, ...words.map(word => `\u2066${word}\u2069`)));
    return isTaken;
  }

  #help(): string {
    const { commands, nameHere } = this.words.all;
    const isModerator = this.#chat.me?.role === 'moderator';
    const names = Object.keys(commands) as CommandName[];
    return names
      .filter(name => isModerator || !isForModerators(name))
      .map(name => `${formOf(name, nameHere)} – ${commands[name]}`)
      .join('\n');
  }

  #explain(name: CommandName): false {
    const { usage, nameHere } = this.words.all;
    this.tell(fill(usage, formOf(name, nameHere)));
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
