import type { UserMessage } from '../../protocol/messages.js';

/** How long what is confirmed may take to be shown while the connection is up, in ms. */
const SHOWN_WITHIN_MS = 10_000;

/** What the ledger knows of the chat when it looks. */
export interface View {
  messages: readonly UserMessage[];
  myId: string | undefined;
  isOnline: boolean;
  now: number;
}

export interface Counts {
  sent: number;
  confirmed: number;
  shown: number;
  /** Confirmed and not shown, though later messages are, or though there was time. */
  lost: number;
  /** Shown more often than once: under one id, or one numbered text under two. */
  twice: number;
  /** Told to have failed, and kept to be tried again. */
  failed: number;
}

interface Confirmed {
  seq: number;
  at: number;
}

/** Counts what becomes of one visitor's messages, from the moment that the room is open. */
export class Ledger {
  #sent = 0;
  #baseline = 0;
  #onlineSince: number | undefined;
  readonly #numbered = new Set<string>();
  readonly #confirmed = new Map<string, Confirmed>();
  readonly #shown = new Set<string>();
  readonly #failed = new Set<string>();

  /** @param messages what the room held before. */
  constructor(messages: readonly UserMessage[] = []) {
    this.#baseline = messages.at(-1)?.seq ?? 0;
  }

  /** @param isNumbered whether no other message has this text. */
  send(text: string, isNumbered = false): void {
    this.#sent++;
    if (isNumbered) this.#numbered.add(text);
  }

  confirm({ id, seq }: UserMessage, now: number): void {
    this.#failed.delete(id);
    this.#confirmed.set(id, { seq, at: now });
  }

  fail(id: string): void {
    this.#failed.add(id);
  }

  count({ messages, myId, isOnline, now }: View): Counts {
    this.#onlineSince = isOnline ? (this.#onlineSince ?? now) : undefined;
    const own = messages.filter(({ seq, from }) => seq > this.#baseline && from.id === myId);
    for (const { id } of own) this.#shown.add(id);
    const newest = messages.at(-1)?.seq ?? 0;
    return {
      // What a reload had left waiting is sent by itself.
      sent: Math.max(this.#sent, this.#confirmed.size),
      confirmed: this.#confirmed.size,
      shown: this.#shown.size,
      lost: [...this.#confirmed].filter(([id, confirmed]) => this.#isLost(id, confirmed, newest, now)).length,
      twice: repeated(own.map(({ id }) => id)) + this.#repeatedTexts(own),
      failed: this.#failed.size,
    };
  }

  #isLost(id: string, { seq, at }: Confirmed, newest: number, now: number): boolean {
    if (this.#shown.has(id)) return false;
    const hadTime =
      this.#onlineSince !== undefined && now - Math.max(at, this.#onlineSince) > SHOWN_WITHIN_MS;
    return newest > seq || hadTime;
  }

  #repeatedTexts(own: UserMessage[]): number {
    const byId = new Map(own.map(({ id, message }) => [id, message]));
    return repeated([...byId.values()].filter(text => this.#numbered.has(text)));
  }
}

function repeated(values: string[]): number {
  return values.length - new Set(values).size;
}
