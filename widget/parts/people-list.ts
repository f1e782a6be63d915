import type { AwesomeChat } from '../awesome-chat.js';
import type { Inside } from './part.js';
import { rowOf } from './person-row.js';

/** Who is here, opened by the button that says how many. */
export class PeopleList {
  readonly #chat: AwesomeChat;
  readonly #inside: () => Inside;
  readonly #root: ShadowRoot;
  readonly #list = document.createElement('ul');
  readonly #ended = new AbortController();
  #shown = '';

  constructor(chat: AwesomeChat, inside: () => Inside) {
    this.#chat = chat;
    this.#inside = inside;
    this.#root = chat.shadowRoot!;
    this.#list.id = 'people-list';
    this.#list.setAttribute('part', 'people-list');
    this.#list.tabIndex = 0;
    this.#list.hidden = true;
    const header = this.#root.querySelector('header')!;
    header.after(this.#list);
    const { signal } = this.#ended;
    header.addEventListener('click', event => this.#handleClick(event), { signal });
    header.parentElement!.addEventListener('keydown', event => this.#handleKey(event), { signal });
    document.addEventListener('pointerdown', event => this.#handleOutside(event), { signal });
    this.#list.addEventListener('focusout', event => this.#handleOutside(event, event.relatedTarget), {
      signal,
    });
  }

  update(): void {
    const button = this.#button;
    if (!button) this.#list.hidden = true;
    button?.setAttribute('aria-controls', this.#list.id);
    if (button) {
      button.disabled = false;
      button.ariaExpanded = String(!this.#list.hidden);
    }
    if (!this.#list.hidden) this.#fill(button!.textContent);
  }

  remove(): void {
    this.#ended.abort();
    if (this.#button) this.#button.disabled = true;
    this.#list.remove();
  }

  get #button(): HTMLButtonElement | null {
    return this.#root.querySelector('[part=people]');
  }

  #fill(count: string): void {
    const { people, me } = this.#chat;
    const { words, count: all } = this.#inside();
    const rest = all - people.length;
    const names = people.map(({ id, name, role, verified }) => {
      const mark = role ? words.moderator : verified && words.verified;
      return [name, [id === me?.id && words.you, mark].filter(Boolean).join(' · '), id] as const;
    });
    const shown = JSON.stringify([names, rest, count]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#list.ariaLabel = count;
    // What has the focus in it is gone in a moment.
    if (this.#list.contains(this.#root.activeElement)) this.#list.focus();
    this.#list.replaceChildren(...names.map(([name, note, id]) => rowOf(name, note, id)));
    if (rest > 0) this.#list.append(rowOf('', words.others(rest)));
  }

  #handleClick({ target }: Event): void {
    if (this.#button?.contains(target as Node)) this.#setOpen(!!this.#list.hidden);
  }

  #handleKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || this.#list.hidden) return;
    // What is open behind it stays open.
    event.preventDefault();
    this.#setOpen(false);
    this.#button?.focus();
  }

  #handleOutside(event: Event, to: EventTarget | null = event.composedPath()[0] ?? null): void {
    const isInside = [this.#list, this.#button].some(element => element?.contains(to as Node | null));
    if (!isInside && !this.#list.hidden) this.#setOpen(false);
  }

  #setOpen(isOpen: boolean): void {
    this.#list.hidden = !isOpen;
    this.update();
    if (isOpen && this.#inside().ignored.size > 0) this.#inside().want('deeds');
    // What others add to it comes with that.
    this.#chat.requestUpdate();
  }
}
