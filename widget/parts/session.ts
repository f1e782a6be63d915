import type { AwesomeChat } from '../awesome-chat.js';
import { dispatch } from '../events.js';
import type { Inside, Part } from './part.js';

/** A new token is asked for this long before the present one ends, in ms; earlier for one that lasts less than that. */
const AHEAD_MS = 60_000;
/** Between two tokens that were none, and at least between two that were, in ms. Each time twice as long, up to that. */
const RETRY_MS = 2000;
const MAX_RETRY_MS = 300_000;
/** The longest that a timer can wait, in ms. */
const MAX_TIMER_MS = 2 ** 31 - 1;

export function createPart(chat: AwesomeChat, inside: () => Inside): Part {
  return new Session(chat, inside);
}

/** Asks the site for tokens: the first, another before it ends, and when the relay does not take it. */
class Session implements Part {
  readonly #chat: AwesomeChat;
  readonly #inside: () => Inside;
  #provider: AwesomeChat['tokenProvider'];
  /** In how long what went wrong is tried again, in ms. The first time at once: a token may be old after a sleep. */
  #retryMs = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isRefused = false;

  constructor(chat: AwesomeChat, inside: () => Inside) {
    this.#chat = chat;
    this.#inside = inside;
    this.update();
  }

  update(): void {
    const { tokenProvider, me, status } = this.#chat;
    if (tokenProvider !== this.#provider) {
      this.#provider = tokenProvider;
      void this.#ask();
    }
    const isRefused = /token/.test(this.#inside().refusal ?? '');
    if (isRefused && !this.#isRefused) this.#askLater(this.#wait());
    this.#isRefused = isRefused;
    if (me && status === 'online') this.#retryMs = 0;
  }

  remove(): void {
    this.#provider = undefined;
    clearTimeout(this.#timer);
  }

  async #ask(): Promise<void> {
    const provider = this.#provider;
    const asked = Date.now();
    try {
      const token = (await provider?.()) ?? '';
      if (provider !== this.#provider) return;
      const isSame = token === this.#chat.token;
      this.#chat.token = token;
      // One that was refused and comes again is refused again.
      if (isSame && this.#isRefused) return this.#askLater(this.#wait());
      this.#isRefused = false;
      const lastsMs = endOf(token) - asked;
      if (lastsMs < Infinity) this.#askLater(Math.max(lastsMs - AHEAD_MS, lastsMs / 2, RETRY_MS));
    } catch {
      if (provider !== this.#provider) return;
      dispatch(this.#chat, 'error', { refusal: 'bad-token', retryAfter: this.#retryMs });
      this.#askLater(this.#wait());
    }
  }

  #wait(): number {
    const ms = this.#retryMs;
    this.#retryMs = Math.min(Math.max(ms * 2, RETRY_MS), MAX_RETRY_MS);
    return ms;
  }

  #askLater(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(), Math.min(ms, MAX_TIMER_MS));
  }
}

/** When a token ends, in ms since 1970. Infinity for what does not say. */
function endOf(token: string): number {
  try {
    const claims = token.split('.')[1]!.replaceAll('-', '+').replaceAll('_', '/');
    const { exp } = JSON.parse(atob(claims)) as { exp?: number };
    return exp! * 1000 || Infinity;
  } catch {
    return Infinity;
  }
}
