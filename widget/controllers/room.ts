import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { Connection } from '../connection.js';
import { dispatch, type ChatEvents } from '../events.js';
import { DEFAULT_PAGE_MESSAGES, MAX_PAGE_MESSAGES, MAX_TEXT_LENGTH } from '../../protocol/limits.js';
import type { ClientToRelay } from '../../protocol/events.js';
import type { UserMessage } from '../../protocol/messages.js';
import { Refused, type Refusal } from '../../protocol/refusals.js';
import { VISIBLE } from '../../protocol/visible.js';
import type { Translation } from '../i18n/translation.js';
import { isPrerendered } from '../prerendered.js';
import type { Room, RoomListener } from '../room.js';
import type { View } from '../timeline.js';
import type { Status } from '../status.js';

/** What the element says about where it wants to be. */
export interface RoomHost extends ReactiveControllerHost, HTMLElement {
  relay: string;
  space: string;
  token: string | undefined;
  tokenProvider: TokenProvider | undefined;
  room: string;
  nickname: string;
  historySize: number;
  maxLength: number;
  readOnly: boolean;
  roomFrom: string;
  loading: string;
  clickToLoad: boolean;
}

/** Asks the site for a token. Undefined: the visitor is a guest. */
export type TokenProvider = () => string | undefined | Promise<string | undefined>;

/** Hears of events before the page does. */
export type EventHandlers = { [E in keyof ChatEvents]?: (detail: ChatEvents[E]) => void };
type Handlers = EventHandlers & { view: View };

/** The room an element shows: enters it, follows the attributes, and lets go of it with the element. */
export class RoomController implements ReactiveController {
  /** The room, also after it was left. Undefined where there is no relay to ask. */
  room: Room | undefined;
  readonly #host: RoomHost;
  readonly #handlers: Handlers;
  #connection: Connection | undefined;
  #isWanted = true;
  /** Whether somebody has asked for it, where that is waited for. */
  #isCalled = false;
  #place = '';
  #nickname = '';
  #token: string | undefined;
  #historySize = 0;
  #toldStatus: Status = 'idle';

  constructor(host: RoomHost, handlers: Handlers) {
    this.#host = host;
    this.#handlers = handlers;
    host.addController(this);
  }

  get status(): Status {
    return (this.#connection && this.room?.status) ?? 'idle';
  }

  /** Enters the room, and comes back to it whenever the element is on the page. */
  open(): void {
    this.#isWanted = this.#isCalled = true;
    this.#host.requestUpdate();
  }

  /** Leaves the room. What was said stays visible. */
  close(): void {
    this.#isWanted = false;
    this.#leave();
    this.#host.requestUpdate();
  }

  /** What keeps the chat from working, in a sentence. */
  troubleIn(translation: Translation): string | undefined {
    const { room } = this;
    const { relay } = this.#host;
    // A script's tag names its own, once the page is read.
    if (!relay) return document.readyState === 'loading' ? undefined : translation.noRelay;
    if (!this.#isDue) return undefined;
    if (room?.refusal) return translation.refusals[room.refusal];
    if (room?.me) return undefined;
    // Browsers stop it without a word, but for this machine's own addresses: there it works after all.
    if (location.protocol === 'https:' && relay.startsWith('http:')) return translation.insecure;
    return room && room.status !== 'offline' ? undefined : translation.unreachable(relay);
  }

  /** Longest message, in UTF-16 units. */
  get maxLength(): number {
    // What is no number is no limit.
    return Math.min(this.#host.maxLength || Infinity, this.room?.settings?.maxLength ?? MAX_TEXT_LENGTH);
  }

  get mayWrite(): boolean {
    return !this.#host.readOnly && this.room?.settings?.mayWrite !== false;
  }

  /** Why it may not be written in, where it may not. */
  get writeRefusal(): Refusal {
    return this.room?.settings?.refusal ?? 'read-only';
  }

  /** Sends a text, unless the page objects. @throws Refused before anything is shown */
  send(typed: string): Promise<UserMessage> {
    const detail = { text: typed };
    if (!dispatch(this.#host, 'before-send', detail)) throw new Refused('not-allowed');
    const text = detail.text.trim();
    if (!this.room || !this.#connection) throw new Refused('unavailable');
    if (!this.mayWrite) throw new Refused(this.writeRefusal);
    if (!VISIBLE.test(text)) throw new Refused('empty');
    if (text.length > this.maxLength) throw new Refused('too-long');
    return this.room.delivery.send(text);
  }

  /** Goes by another name. One that cannot be is told as an error. */
  async rename(name: string, isChosen = false): Promise<void> {
    const connection = this.#connection;
    try {
      await connection?.rename(name);
      if (isChosen) connection?.memory?.keep(name);
    } catch (error) {
      if (!(error instanceof Refused)) return;
      const { refusal, suggestion } = error;
      this.#tell('error', { refusal, suggestion });
    }
  }

  /** Asks the relay something. @throws Refused, `unavailable` outside of the room */
  async ask(event: keyof ClientToRelay, request: object): Promise<unknown> {
    if (this.status !== 'online') throw new Refused('unavailable');
    return this.#connection!.ask(event, request as never);
  }

  /** Hears messages of another room. @returns ends it */
  watch(name: string, hear: (detail: ChatEvents['message']) => void): () => void {
    const connection = this.#connection!;
    const room = connection.enter(name, 1);
    const listener: RoomListener = (event, detail) => {
      if (event === 'message') hear(detail as ChatEvents['message']);
      // Its title is known now.
      if (event === 'ready') this.#host.requestUpdate();
    };
    room.listeners.set(listener, this.#handlers.view);
    return () => {
      room.listeners.delete(listener);
      connection.leave(room);
    };
  }

  /** What a room is called that is shown or watched, instead of its name. */
  titleOf(name: string): string | undefined {
    return this.#connection?.titleOf(name);
  }

  /** Goes on as a new guest. */
  signOut(): void {
    this.#host.token = '';
    this.#connection?.signOut();
  }

  hostConnected(): void {
    this.#host.requestUpdate();
    if (document.readyState !== 'loading' && !isPrerendered()) return;
    for (const event of ['DOMContentLoaded', 'prerenderingchange'])
      document.addEventListener(event, () => this.#host.requestUpdate(), { once: true });
  }

  hostDisconnected(): void {
    // Moved within the page, it is back before this runs.
    queueMicrotask(() => this.#host.isConnected || this.#leave());
  }

  hostUpdate(): void {
    const { relay, space, room, isConnected } = this.#host;
    const place = `${relay} ${space} ${room}`;
    if (this.#connection && place !== this.#place) this.#leave();
    if (!this.#connection && this.#isWanted && isConnected && this.#isDue) this.#enter(place);
    this.#followToken();
    this.#followNickname();
    this.#followHistorySize();
  }

  hostUpdated(): void {
    const { status, room } = this;
    if (status === this.#toldStatus || !this.#host.isConnected) return;
    this.#toldStatus = status;
    this.#tell('status', { status, refusal: room?.refusal });
  }

  /** Whether nothing is waited for before connecting: somebody who sees the page, a token, somebody who comes near or asks, and the room's name. */
  get #isDue(): boolean {
    const { loading, clickToLoad, roomFrom, room, token, tokenProvider } = this.#host;
    const isEager = !clickToLoad && loading !== 'lazy';
    // A page's room has a slash in it.
    const isKnown = !tokenProvider || token !== undefined;
    return !isPrerendered() && isKnown && (this.#isCalled || isEager) && (!roomFrom || room.includes('/'));
  }

  #enter(place: string): void {
    const { relay, space, token, room, historySize } = this.#host;
    this.room = undefined;
    if (!relay) return;
    try {
      this.#connection = Connection.to(relay, space, token);
      this.#token = token;
    } catch {
      // No address: the element says so.
      return;
    }
    this.room = this.#connection.enter(room, limitOf(historySize));
    this.room.listeners.set(this.#hear, this.#handlers.view);
    const { isJoined, me } = this.room;
    if (isJoined && me) this.#tell('ready', { room, me });
    if (this.#place !== place) this.#tell('room', { room });
    this.#place = place;
    this.#nickname = '';
  }

  #leave(): void {
    this.room?.listeners.delete(this.#hear);
    if (this.room) this.#connection?.leave(this.room);
    this.#connection = undefined;
  }

  #followToken(): void {
    const { token } = this.#host;
    if (token === this.#token) return;
    this.#token = token;
    this.#connection?.signIn(token ?? '');
  }

  #followNickname(): void {
    const { nickname } = this.#host;
    if (nickname === this.#nickname || !this.#connection) return;
    this.#nickname = nickname;
    if (nickname) void this.rename(nickname);
  }

  /** Where more is to be shown than is known, some more is loaded. What is shown already stays. */
  #followHistorySize(): void {
    const { historySize } = this.#host;
    const isMore = this.room && this.room.replica.messages.length < limitOf(historySize);
    if (isMore && this.#historySize && historySize > this.#historySize) void this.room!.loadOlder();
    this.#historySize = historySize;
  }

  readonly #hear: RoomListener = (name, detail) => {
    this.#host.requestUpdate();
    if (name && detail) this.#tell(name, detail as ChatEvents[typeof name]);
  };

  #tell<E extends keyof ChatEvents>(name: E, detail: ChatEvents[E]): void {
    const handlers: EventHandlers = this.#handlers;
    handlers[name]?.(detail);
    dispatch(this.#host, name, detail);
  }
}

/** What is no number of messages is the default. */
function limitOf(historySize: number): number {
  return historySize >= 1 ? Math.min(Math.floor(historySize), MAX_PAGE_MESSAGES) : DEFAULT_PAGE_MESSAGES;
}
