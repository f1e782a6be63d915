import type { Person, UserMessage } from '../protocol/messages.js';
import type { Refusal, Refused } from '../protocol/refusals.js';

/** What was typed and sent off, until the room's log shows it. */
export interface Draft {
  /** The message's id from the beginning, however often it is sent. */
  readonly id: string;
  readonly text: string;
  /** When it was sent off, or tried or taken up again: milliseconds since 1970 by the visitor's clock. */
  at: number;
  /** Id of who wrote it. Until the relay has told who that is, whether it is a guest. */
  by: string | undefined;
  state: 'pending' | 'sent' | 'failed';
  /** Why it failed. Absent: someone else wrote it. */
  refusal?: Refusal | undefined;
  /** The message it became. */
  message?: UserMessage;
  /** Who sent it by script is told. */
  resolve?: (message: UserMessage) => void;
  reject?: (refused: Refused) => void;
}

/** What outlives the page. */
export interface Kept {
  typed: string;
  drafts: Draft[];
}

/** How long a draft may be pending before it is told to have failed, in ms. */
const PATIENCE_MS = 60_000;
/** Drafts that outlive the page: more than anyone types. */
const MAX_KEPT = 100;

/** The drafts of a room, in the order they were sent off. Says which to send next, and when to look again. */
export class Outbox {
  drafts: readonly Draft[];
  /** What stands in the text field. */
  typed: string;
  readonly #now: () => number;
  #notBefore = 0;

  /** @param now the clock, in ms @param kept what an earlier page had */
  constructor(now: () => number, { typed, drafts }: Kept = { typed: '', drafts: [] }) {
    this.#now = now;
    this.typed = typed;
    this.drafts = [...drafts];
  }

  get isEmpty(): boolean {
    return !this.typed && this.drafts.length === 0;
  }

  /** What outlives the page. */
  toJSON(): Kept {
    const drafts = this.drafts.filter(({ state }) => state !== 'sent').slice(0, MAX_KEPT);
    return { typed: this.typed, drafts };
  }

  /** Gives what is pending as long as what is sent off now. */
  takeUp(): void {
    for (const draft of this.#pending) draft.at = this.#now();
  }

  /** The draft to send now. One at a time, so that order is kept. */
  get next(): Draft | undefined {
    return this.#now() < this.#notBefore ? undefined : this.#pending[0];
  }

  /** When something will be due by itself, by the clock. Undefined: not without an event from outside. */
  get dueAt(): number | undefined {
    if (this.#pending.length === 0) return undefined;
    const failsAt = Math.min(...this.#pending.map(({ at }) => at + PATIENCE_MS));
    return this.next ? failsAt : Math.min(failsAt, this.#notBefore);
  }

  /** When sending goes on, where the relay asks for patience, by the clock. */
  get resumesAt(): number {
    return this.#pending[0]?.refusal === 'unavailable' ? 0 : this.#notBefore;
  }

  /** Sends what waits now: why it had to may be no more. */
  hurry(): void {
    this.#notBefore = 0;
  }

  add(id: string, text: string, by?: string): Draft {
    const draft: Draft = { id, text, by, at: this.#now(), state: 'pending' };
    this.drafts = [...this.drafts, draft];
    return draft;
  }

  /** The relay holds it: as the answer says, or as it was seen in the log. */
  settle(draft: Draft, message: UserMessage): void {
    Object.assign(draft, { state: 'sent', message });
    // Those behind it have waited for it, not for the relay.
    this.takeUp();
  }

  /** The relay said no. Where it named a time, the draft waits and goes again by itself. */
  refuse(draft: Draft, { refusal, retryAfter }: Partial<Pick<Refused, 'refusal' | 'retryAfter'>>): void {
    if (retryAfter === undefined) draft.state = 'failed';
    else this.#notBefore = this.#now() + retryAfter;
    draft.refusal = refusal;
    // The relay is there, and asks for patience.
    if (retryAfter && refusal !== 'unavailable') this.takeUp();
  }

  /** Fails what has been pending for too long, and returns it. */
  expire(): Draft[] {
    const expired = this.#pending.filter(({ at }) => at + PATIENCE_MS <= this.#now());
    for (const draft of expired) this.refuse(draft, { refusal: draft.refusal ?? 'unavailable' });
    return expired;
  }

  /** Sends a failed draft again, under its id. @param by who says so, and says it now */
  retry(draft: Draft, by?: string): void {
    Object.assign(draft, { state: 'pending', at: this.#now(), by, refusal: undefined });
  }

  discard(draft: Draft): void {
    this.drafts = this.drafts.filter(other => other !== draft);
  }

  get #pending(): Draft[] {
    return this.drafts.filter(({ state }) => state === 'pending');
  }
}

/** The message that a draft is, or will be as far as one can tell. */
export function asMessage(
  { id, text: message, at, message: sent }: Draft,
  from: Person = { id: '', name: '' },
): UserMessage {
  return sent ?? { type: 'userMessage', message, id, at, from, seq: Infinity, rev: Infinity };
}
