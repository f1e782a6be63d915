import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { MAX_TEXT_LENGTH } from '../protocol/limits.js';
import type { Person, UserMessage } from '../protocol/messages.js';
import type { Refused } from '../protocol/refusals.js';
import { Announcer } from './controllers/announcer.js';
import { ComposerController } from './controllers/composer.js';
import { LanguageController } from './controllers/language.js';
import { PartsController } from './controllers/parts.js';
import { RoomController, type TokenProvider } from './controllers/room.js';
import { ScrollController } from './controllers/scroll.js';
import { exposeState } from './controllers/state.js';
import { dispatch, linksOf, type ChatEvents } from './events.js';
import type { SomePhrases, Translation } from './i18n/translation.js';
import { isolated } from './i18n/words.js';
import type { Status } from './status.js';
import { baseStyles } from './views/base.js';
import { composerStyles, renderComposer } from './views/composer.js';
import { headerStyles, renderHeader } from './views/header.js';
import { logStyles, renderChunks, renderLog } from './views/log.js';
import { messageStyles, renderDrafts, type RowContext } from './views/message.js';

/** How long a frame is waited for, in ms: a page that is hidden shows none. */
const MAX_FRAME_MS = 100;

/**
 * A chat: one room of a relay, to read and to write in.
 *
 * @fires {CustomEvent} awesome-chat-ready - The room is open: `{room, me}`.
 * @fires {CustomEvent} awesome-chat-status - The connection's state has changed: `{status, refusal}`.
 * @fires {CustomEvent} awesome-chat-before-send - Something is about to be sent: `{text}`, which may be changed. Cancelable.
 * @fires {CustomEvent} awesome-chat-message - A message came, also one's own: `{message, own}`.
 * @fires {CustomEvent} awesome-chat-sent - The relay holds a message of one's own: `{message}`.
 * @fires {CustomEvent} awesome-chat-failed - A message could not be sent: `{id, text, refusal}`.
 * @fires {CustomEvent} awesome-chat-people - Someone came or went: `{count, joined, left}`.
 * @fires {CustomEvent} awesome-chat-typing - Others are writing: `{names, ids}`. It is told again while they do, and never that they stop.
 * @fires {CustomEvent} awesome-chat-unread - How many messages the visitor has not seen has changed: `{count}`.
 * @fires {CustomEvent} awesome-chat-toggle - A launcher is about to open or close: `{oldState, newState}`. Cancelable.
 * @fires {CustomEvent} awesome-chat-room - Another room is shown: `{room}`.
 * @fires {CustomEvent} awesome-chat-link - A link in a message was clicked: `{href}`. Cancelable.
 * @fires {CustomEvent} awesome-chat-error - The relay said no: `{refusal, retryAfter, suggestion}`.
 *
 * @slot header - Instead of the heading.
 * @slot header-actions - At the end of the header.
 * @slot launcher - Instead of the picture on a launcher's button.
 * @slot empty - Instead of the sentence in a room without messages.
 * @slot before-composer - Above the text field.
 * @slot composer-actions - Beside the send button.
 * @slot footer - Below all.
 *
 * @csspart base - All of it.
 * @csspart header - The bar at the top.
 * @csspart title - The heading.
 * @csspart status - How the connection stands.
 * @csspart people - How many people are here.
 * @csspart people-list - Who is here, once that is opened.
 * @csspart unignore - Ends ignoring someone, in that list.
 * @csspart sound - Turns tones on and off.
 * @csspart notifications - Turns notifications of the system on and off.
 * @csspart rooms - The bar of rooms.
 * @csspart room - A room in that bar.
 * @csspart log - What scrolls.
 * @csspart message - A row of the log. Its `data-type` is `userMessage`, `myMessage` or `serverMessage`.
 * @csspart message-own - One's own message.
 * @csspart message-system - The welcome, and who came and went.
 * @csspart author - Who wrote a message.
 * @csspart mark - Behind the author: vouched for by the site, or a moderator.
 * @csspart picture - A person's picture, beside their name.
 * @csspart time - When it was sent.
 * @csspart body - Its text.
 * @csspart notice - What keeps the chat from working.
 * @csspart divider - Between two days, where messages are missing, and above those that are new.
 * @csspart latest - Leads to new messages below.
 * @csspart load - Connects, where that waits for the visitor.
 * @csspart launcher - A launcher's button.
 * @csspart badge - How many messages are new, on that button.
 * @csspart close - Closes a launcher's panel.
 * @csspart actions - The button at a message that opens a menu.
 * @csspart menu - That menu.
 * @csspart typing - Who is writing.
 * @csspart suggestions - The commands that begin as what is typed.
 * @csspart told - What has come of a command, to who gave it.
 * @csspart patience - How long until one may send again.
 * @csspart composer - Text field, button and name.
 * @csspart input - The text field.
 * @csspart send - The send button.
 * @csspart instead - Offers another name, where one cannot be.
 * @csspart colors - Beside the field for one's name: the colours that it can have.
 * @csspart forget - Beside the field for one's name: has the device forget a guest.
 *
 * @cssstate idle - Not connected: before it is wanted, and once it was left.
 * @cssstate connecting - On the way into the room for the first time.
 * @cssstate online - In the room.
 * @cssstate reconnecting - The connection was lost, and is sought again.
 * @cssstate offline - The relay cannot be reached. It is tried again, less and less often.
 * @cssstate refused - The relay does not let the visitor in.
 *
 * @cssprop --awesome-chat-accent - Buttons, focus, and what links and one's own messages are tinted with.
 * @cssprop --awesome-chat-accent-text - Text on the accent.
 * @cssprop --awesome-chat-background - Behind all. Default: the page's canvas colour.
 * @cssprop --awesome-chat-surface - Behind others' messages.
 * @cssprop --awesome-chat-text - Text. Most other colours are mixed from it and the background.
 * @cssprop --awesome-chat-muted - Times, notices and hints.
 * @cssprop --awesome-chat-border - Lines.
 * @cssprop --awesome-chat-own-background - Behind one's own messages.
 * @cssprop --awesome-chat-own-text - Text of one's own messages.
 * @cssprop --awesome-chat-link - Links.
 * @cssprop --awesome-chat-danger - What went wrong.
 * @cssprop --awesome-chat-radius - Rounding of corners.
 * @cssprop --awesome-chat-gap - Space between groups of messages.
 * @cssprop --awesome-chat-font - Font family.
 * @cssprop --awesome-chat-font-size - Size of the text.
 * @cssprop --awesome-chat-width - Default: as wide as there is room.
 * @cssprop --awesome-chat-height - Default: 30rem.
 */
export class AwesomeChat extends LitElement {
  static override shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static override styles = [baseStyles, headerStyles, logStyles, messageStyles, composerStyles];

  /**
   * Address of the relay's folder, such as `https://chat.example.org/`, absolute or relative to the page. The script tag
   * sets it by itself.
   */
  @property({ useDefault: true }) relay = '';
  /** The world of rooms on the relay that this site has for itself. Without it the relay's own. */
  @property({ useDefault: true }) space = '';
  /** A token in which the site says who the visitor is. It is read and taken off the page at once. */
  @property() token: string | undefined;
  /** Gives the token, and a later one before that ends. Without one, undefined, the visitor is a guest. */
  @property({ attribute: false }) tokenProvider: TokenProvider | undefined;
  /** Name of the room. */
  @property({ useDefault: true, reflect: true }) room = 'lobby';
  /** Names of rooms between which the visitor may change, with spaces between them. */
  @property({ useDefault: true }) rooms = '';
  /** A room for each page: `path` by its path, `canonical` by its `<link rel="canonical">`. */
  @property({ useDefault: true, attribute: 'room-from' }) roomFrom = '';
  /**
   * `inline` where it stands; `fill` takes all of its container; `launcher` is a button in a corner that opens it.
   */
  @property({ useDefault: true, reflect: true }) layout = 'inline';
  /** A launcher's panel is open. */
  @property({ type: Boolean, reflect: true }) open = false;
  /** A launcher's corner: `bottom-end` or `bottom-start`. */
  @property({ useDefault: true, reflect: true }) placement = 'bottom-end';
  /** `eager` connects at once; `lazy` once it is near what is seen, a launcher when it is opened. */
  @property({ useDefault: true }) loading = 'eager';
  /** Connects only once the visitor asks for it. */
  @property({ type: Boolean, attribute: 'click-to-load' }) clickToLoad = false;
  /** A soft tone tells of messages while the page is hidden. The visitor can turn it off. */
  @property({ type: Boolean, reflect: true }) sound = false;
  /** Offers to tell of messages by notifications of the system, while the page is hidden. */
  @property({ type: Boolean, reflect: true }) notifications = false;
  /** Shows the pictures that the site gives of people, in their tokens, from wherever they are. */
  @property({ type: Boolean, reflect: true }) pictures = false;
  /** The name to go by. Without it the relay gives one, and the visitor may change it. */
  @property({ useDefault: true }) nickname = '';
  /** What the chat is called. Without it "Awesome Chat". */
  @property({ useDefault: true }) heading = '';
  /** What stands in the empty text field. Without it "Enter your message here". */
  @property({ useDefault: true }) placeholder = '';
  /** `auto` follows the page's colour scheme; `light` and `dark` do not; `2013` is the look it began with. */
  @property({ useDefault: true, reflect: true }) theme = 'auto';
  /** Language of words, times and dates. Without it the page's, else the visitor's own. */
  @property({ useDefault: true, reflect: true }) override lang = '';
  /** Which way it is laid out: `ltr` or `rtl`. Without it as its language is written. */
  @property({ useDefault: true, reflect: true }) override dir = '';
  /** Messages can be read, and not written. */
  @property({ type: Boolean, attribute: 'readonly' }) readOnly = false;
  /** Longest message, in UTF-16 units. The relay's own limit stands beside it. */
  @property({ type: Number, useDefault: true, attribute: 'maxlength' }) maxLength = MAX_TEXT_LENGTH;
  /** How many messages to begin with, 1 to 200. */
  @property({ type: Number, useDefault: true, attribute: 'history-size' }) historySize = 50;
  /** Does not show who comes and goes. */
  @property({ type: Boolean, attribute: 'hide-notices', reflect: true }) hideNotices = false;
  /** Does not show who is here, and how many they are. */
  @property({ type: Boolean, attribute: 'hide-people', reflect: true }) hidePeople = false;
  /** Words of the page's own, to stand instead of those of the language. */
  @property({ attribute: false }) translation: SomePhrases = {};

  readonly #language = new LanguageController(this);
  readonly #room = new RoomController(this, {
    message: detail => this.#handleMessage(detail),
    failed: ({ refusal }) =>
      this.#announcer.say(`${this.#words.notSent} ${this.#words.refusals[refusal] ?? ''}`),
    status: ({ status }) => this.#handleStatus(status),
    error: detail => this.#handleError(detail),
    view: chunks => this.#scroll.view(chunks),
  });
  readonly #scroll: ScrollController = new ScrollController(this, () => this.#room.room);
  readonly #announcer = new Announcer(this, count => this.#words.manyNew(count));
  readonly #composer = new ComposerController(this, {
    maxLength: () => this.#room.maxLength,
    submit: text => this.#handleSubmit(text),
  });
  readonly #parts: PartsController = new PartsController(this, () => ({
    words: this.#words,
    tags: this.#language.words.tags,
    count: this.#count,
    refusal: this.#room.room?.refusal,
    suggestion: this.#composer.refused?.suggestion,
    resumesAt: this.#room.room?.delivery.resumesAt,
    ignored: this.#ignored,
    ask: (event, request) => this.#room.ask(event, request),
    watch: (room, hear) => this.#room.watch(room, hear),
    titleOf: room => this.#room.titleOf(room),
    want: name => this.#parts.want(name),
    rename: name => {
      this.#composer.refuse();
      void this.#room.rename(name, true);
    },
    learn: some => this.#language.learn(some),
  }));
  readonly #ignored = new Map<string, string>();
  readonly #internals = this.attachInternals();
  #frame: Promise<unknown> | undefined;
  #rows: RowContext | undefined;

  constructor() {
    super();
    exposeState(this.#internals, 'idle');
  }

  /** The first change of a frame is rendered at once, what follows in it together with the next. */
  protected override async scheduleUpdate(): Promise<void> {
    await this.#frame;
    this.#frame = new Promise(resolve => {
      requestAnimationFrame(resolve);
      setTimeout(resolve, MAX_FRAME_MS);
    });
    await super.scheduleUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('translation')) this.#language.renew();
    const { token } = this;
    if (token) {
      this.removeAttribute('token');
      this.token = token;
    }
    const { words } = this.#language;
    const myId = this.me?.id ?? '';
    if (words === this.#rows?.words && myId === this.#rows.myId) return;
    this.#rows = { words, myId, onLink: linksOf(this) };
  }

  protected override update(changed: PropertyValues<this>): void {
    const focused = this.shadowRoot?.activeElement;
    this.#scroll.keepStill(() => {
      super.update(changed);
      const rows = this.renderRoot.querySelector('#rows')!;
      renderChunks(rows, this.#room.room?.timeline.chunks ?? [], this.#rows!);
    });
    this.#composer.follow(this.#room.room?.delivery);
    // A button that is gone once it is pressed must not send its user back to the top of the page.
    if (focused?.isConnected === false) this.#scroll.focus();
  }

  get #count(): number {
    return this.status === 'online' ? this.#room.room!.presence.count : 0;
  }

  get #words(): Translation {
    return this.#language.words.translation;
  }

  /** All messages known here, in the room's order. */
  get messages(): readonly UserMessage[] {
    return this.#room.room?.replica.messages ?? [];
  }

  /** Who is in the room, as far as the relay tells names. */
  get people(): Person[] {
    return this.#room.room?.presence.list ?? [];
  }

  /** How many messages of others the visitor has not seen. */
  get unread(): number {
    return this.#scroll.unread;
  }

  /** `idle`, `connecting`, `online`, `reconnecting`, `offline` or `refused`; in CSS `:state(online)`. */
  get status(): Status {
    return this.#room.status;
  }

  /** Who the visitor is. Undefined before the room is open. */
  get me(): Person | undefined {
    return this.#room.room?.me;
  }

  /**
   * Sends a text, as if it had been typed. Resolves to the message once the relay has it.
   *
   * @throws Refused when it cannot be sent, or `before-send` was prevented
   */
  async send(text: string): Promise<UserMessage> {
    const sent = this.#room.send(text);
    this.scrollToLatest();
    return sent;
  }

  /** Enters the room again after `disconnect`. */
  connect(): void {
    this.#room.open();
  }

  /** Leaves the room. What was said stays visible. */
  disconnect(): void {
    this.#room.close();
  }

  /** Forgets who the visitor is, here and in other tabs, and goes on as a new guest. */
  signOut(): void {
    this.#room.signOut();
  }

  /** Opens a launcher's panel. */
  show(): void {
    this.toggle(true);
  }

  /** Closes a launcher's panel. */
  hide(): void {
    this.toggle(false);
  }

  /** Opens a launcher's panel or closes it, unless the page prevents it. @param force which of both */
  toggle(force = !this.open): void {
    const state = (isOpen: boolean) => (isOpen ? 'open' : 'closed');
    if (force === this.open) return;
    if (dispatch(this, 'toggle', { oldState: state(!force), newState: state(force) })) this.open = force;
  }

  /** Moves the focus to where one writes. */
  override focus(options?: FocusOptions): void {
    this.#composer.input?.focus(options);
  }

  /** Shows the newest message. */
  scrollToLatest(): void {
    void this.#room.room?.goToNewest();
    this.#scroll.toEnd();
  }

  /** Loads a page of earlier messages, if there are any. */
  async loadHistory(): Promise<void> {
    await this.#room.room?.loadOlder();
  }

  #handleMessage({ message: { id, from, message }, own }: ChatEvents['message']): void {
    if (own || this.#ignored.has(from.id)) return;
    this.#scroll.noteNew(id);
    this.#announcer.say(`${isolated(from)}: ${message}`, true);
  }

  #handleError(refused: ChatEvents['error']): void {
    const { refusal, retryAfter } = refused;
    if (refusal !== 'bad-name' && (refusal !== 'too-fast' || retryAfter)) return;
    this.#composer.refuse(refused);
    this.#announcer.say(this.#words.refusals[refusal]!);
  }

  #handleStatus(status: Status): void {
    exposeState(this.#internals, status);
    if (this.me || status === 'offline') this.#announcer.say(this.#words.status[status]);
  }

  #handleSubmit(text: string): boolean {
    try {
      // What becomes of it is told where it stands in the log.
      this.#room.send(text).catch(() => {});
    } catch (error) {
      return this.#composer.refuse(error as Refused);
    }
    this.scrollToLatest();
    return true;
  }

  protected override render(): TemplateResult {
    const { status } = this;
    const translation = this.#words;
    const heading = this.heading || this.#room.titleOf(this.room) || translation.heading;
    const count = this.#count;
    const dir = this.dir || translation.dir;
    return html`<section
      part="base"
      ?hidden=${this.#parts.isWaiting}
      lang=${translation.lang}
      dir=${dir}
      aria-label=${heading}
    >
      ${renderHeader({ heading, status, count, translation })}${this.#renderLog()}${this.#renderComposer()}
      <slot name="footer"></slot>
      <div class="hidden" role="status">${this.#announcer.text}</div>
    </section>`;
  }

  #renderLog(): TemplateResult {
    const { room } = this.#room;
    const drafts = room ? renderDrafts(room.delivery, this.#rows!) : [];
    return renderLog({
      translation: this.#words,
      room,
      isEmpty: this.status === 'online' && room!.timeline.isEmpty && drafts.length === 0,
      drafts,
      trouble: this.#room.troubleIn(this.#words),
      unread: this.#scroll.unread,
      onScroll: this.#scroll.handleScroll,
      onLatest: () => this.scrollToLatest(),
    });
  }

  #renderComposer(): TemplateResult {
    const translation = this.#words;
    const isDisabled = !this.#room.mayWrite;
    const view = {
      translation,
      placeholder: this.placeholder || translation.placeholder,
      note: isDisabled ? translation.refusals[this.#room.writeRefusal] : this.#composer.noteIn(translation),
      isWrong: this.#composer.isWrong,
      isDisabled,
      name: this.nickname ? undefined : this.me?.name,
    };
    return renderComposer(view, this.#composer);
  }
}

export type { ChatEvents, SomePhrases, Translation };
declare global {
  interface HTMLElementTagNameMap {
    'awesome-chat': AwesomeChat;
  }
}
