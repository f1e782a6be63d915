import type { AwesomeChat } from '../awesome-chat.js';
import type { DeedTranslation } from '../i18n/translation.js';
import { completions, formOf, type CommandName } from './commands.js';
import type { WantedWords } from './wanted-words.js';

/** Commands that begin as what is typed, to choose from by keyboard or pointer. */
export class Suggestions {
  readonly #chat: AwesomeChat;
  readonly #words: WantedWords<DeedTranslation>;
  readonly #list = document.createElement('ul');
  readonly #ended = new AbortController();
  #names: CommandName[] = [];
  #commands: DeedTranslation['commands'] | undefined;
  #active = 0;

  constructor(chat: AwesomeChat, words: WantedWords<DeedTranslation>) {
    this.#chat = chat;
    this.#words = words;
    this.#list.id = 'suggestions';
    this.#list.setAttribute('part', 'suggestions');
    this.#list.setAttribute('role', 'listbox');
    // Where they are more than there is room for, arrow keys scroll.
    this.#list.tabIndex = 0;
    const root = chat.shadowRoot!;
    root.querySelector('[part=composer]')!.before(this.#list);
    const { signal } = this.#ended;
    root.addEventListener('input', () => this.#look(), { signal });
    // Before the field itself, which would send with Enter.
    root.addEventListener('keydown', event => this.#handleKey(event as KeyboardEvent), {
      signal,
      capture: true,
    });
    this.#look();
  }

  update(): void {
    const { commands, commandsLabel } = this.#words.all;
    this.#list.ariaLabel = commandsLabel;
    // Those of the language come a moment after the English ones.
    if (commands !== this.#commands) this.#show();
  }

  remove(): void {
    this.#ended.abort();
    this.#names = [];
    this.#show();
    this.#list.remove();
  }

  get #field(): HTMLTextAreaElement {
    return this.#chat.shadowRoot!.querySelector('textarea')!;
  }

  #look(): void {
    this.#names = completions(this.#field.value, this.#chat.me?.role === 'moderator');
    this.#active = 0;
    this.#show();
  }

  #show(): void {
    const { commands, nameHere } = this.#words.all;
    this.#commands = commands;
    const options = this.#names.map((name, index) => {
      const option = document.createElement('li');
      const form = document.createElement('b');
      form.textContent = formOf(name, nameHere);
      option.id = `suggestion-${name}`;
      option.setAttribute('role', 'option');
      option.ariaSelected = String(index === this.#active);
      option.append(form, ' ', commands[name]);
      option.addEventListener('pointerdown', event => {
        event.preventDefault();
        this.#take(name);
      });
      return option;
    });
    this.#list.replaceChildren(...options);
    this.#list.hidden = options.length === 0;
    options[this.#active]?.scrollIntoView({ block: 'nearest' });
    this.#describe(options[this.#active]?.id);
  }

  #describe(id: string | undefined): void {
    const attributes = { 'aria-controls': this.#list.id, 'aria-autocomplete': 'list' };
    for (const [name, value] of Object.entries({ ...attributes, 'aria-activedescendant': id ?? '' })) {
      if (id) this.#field.setAttribute(name, value);
      else this.#field.removeAttribute(name);
    }
  }

  #handleKey(event: KeyboardEvent): void {
    if (this.#names.length === 0 || event.target !== this.#field || event.isComposing) return;
    const name = this.#names[this.#active]!;
    const isWhole = this.#field.value === `/${name}`;
    const { length } = this.#names;
    if (event.key === 'ArrowDown') this.#active = (this.#active + 1) % length;
    else if (event.key === 'ArrowUp') this.#active = (this.#active + length - 1) % length;
    else if (event.key === 'Escape') this.#names = [];
    else if (event.key === 'Tab' || (event.key === 'Enter' && !isWhole)) return this.#take(name, event);
    else return;
    stop(event);
    this.#show();
  }

  #take(name: CommandName, event?: Event): void {
    if (event) stop(event);
    this.#field.value = `/${name} `;
    this.#field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }
}

function stop(event: Event): void {
  event.preventDefault();
  event.stopPropagation();
}
