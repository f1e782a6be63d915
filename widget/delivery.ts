import type { UserMessage } from '../protocol/messages.js';
import { Refused } from '../protocol/refusals.js';
import { asMessage, Outbox, type Draft } from './outbox.js';
import type { Link, Room } from './room.js';
import type { Entry } from './timeline.js';

/** Brings a room's drafts to the relay: one at a time, in order, until each is sent or has visibly failed. */
export class Delivery {
  readonly #room: Room;
  readonly #link: Link;
  readonly #outbox: Outbox;
  /** The life of the log that the drafts were last compared with. */
  #epoch: string | undefined;
  #isSending = false;
  #due: ReturnType<typeof setTimeout> | undefined;

  constructor(room: Room, link: Link) {
    this.#room = room;
    this.#link = link;
    this.#outbox = link.memory?.outboxOf(room.name) ?? new Outbox(Date.now);
    this.#outbox.takeUp();
  }

  /** What stands in the text field. */
  get typed(): string {
    return this.#outbox.typed;
  }

  set typed(text: string) {
    this.#outbox.typed = text;
    this.#link.memory?.keep();
  }

  /** When sending goes on, where the relay asks for patience, by the visitor's clock. */
  get resumesAt(): number {
    return this.#outbox.resumesAt;
  }

  /** What has to be waited for may be over: the relay is asked again. */
  hurry(): void {
    this.#outbox.hurry();
    this.goOn();
  }

  /** What is not in the log yet, as the rows that follow it. */
  get pending(): { draft: Draft; entry: Entry }[] {
    return this.#outbox.drafts.map((draft, index) => {
      const message = asMessage(draft, this.#room.me);
      return { draft, entry: index === 0 ? this.#room.timeline.preview(message) : { message } };
    });
  }

  /** Sends a text, whatever the connection's state: it is shown at once, and told when it is settled. */
  send(text: string, id = createId()): Promise<UserMessage> {
    return new Promise((resolve, reject) => {
      Object.assign(this.#outbox.add(id, text, this.#by), { resolve, reject });
      this.goOn();
    });
  }

  /** Sends a failed draft again. */
  readonly onRetry = (draft: Draft): void => {
    this.#outbox.retry(draft, this.#by);
    this.goOn();
  };

  /** Forgets a failed draft. */
  readonly onDiscard = (draft: Draft): void => {
    this.#outbox.discard(draft);
    this.goOn();
  };

  /** Sends what can be sent now, fails what has waited too long, and comes back when something is due. */
  goOn(): void {
    for (const draft of this.#outbox.expire()) this.#fail(draft);
    void this.#sendNext();
    clearTimeout(this.#due);
    const { dueAt } = this.#outbox;
    if (dueAt) this.#due = setTimeout(() => this.goOn(), dueAt - Date.now());
    this.#link.memory?.keep();
    this.#room.tell();
  }

  /** Any sighting in the log shows that a draft was sent. */
  settleSeen(): void {
    const { replica } = this.#room;
    const isNewLife = replica.position?.epoch !== this.#epoch;
    this.#epoch = replica.position?.epoch;
    for (const draft of this.#outbox.drafts) {
      const seen = replica.find(draft.id) ?? draft.message;
      if (seen) this.#settle(draft, seen);
      // What the log before this one had taken will not come any more, or is here.
      if (isNewLife && draft.state === 'sent') this.#outbox.discard(draft);
    }
  }

  /** Nothing is sent any more, until the room is shown again. Where nothing is remembered, who waits is told. */
  close(): void {
    clearTimeout(this.#due);
    if (this.#link.memory) return;
    for (const { reject } of this.#outbox.drafts) reject?.(new Refused('unavailable'));
  }

  get #by(): string | undefined {
    return this.#room.me?.id ?? this.#link.whose;
  }

  async #sendNext(): Promise<void> {
    const { isJoined, name: room, me } = this.#room;
    const draft = this.#outbox.next;
    if (!draft || this.#isSending || !isJoined) return;
    if (draft.by === this.#link.whose) draft.by = me!.id;
    // In another's name nothing is said unasked.
    if (draft.by !== me!.id) {
      this.#refuse(draft, {});
      return this.goOn();
    }
    this.#isSending = true;
    const { id, text: message } = draft;
    const request = { type: 'userMessage', room, id, message } as const;
    const answer = await this.#link.ask('message', request).catch((no: Refused) => this.#refuse(draft, no));
    // Without an answer it is sent again under the same id, once the room is joined again.
    if (answer) this.#settle(draft, { ...answer.message, type: 'userMessage' });
    this.#isSending = false;
    this.goOn();
  }

  #refuse(draft: Draft, refused: Partial<Refused>): void {
    this.#outbox.refuse(draft, refused);
    if (draft.state === 'failed') return this.#fail(draft);
    const { refusal, retryAfter } = refused;
    if (refusal) this.#room.tell('error', { refusal, retryAfter });
  }

  #fail({ id, text, refusal = 'not-allowed', reject }: Draft): void {
    reject?.(new Refused(refusal));
    this.#room.tell('failed', { id, text, refusal });
  }

  #settle(draft: Draft, message: UserMessage): void {
    if (draft.state !== 'sent') {
      this.#outbox.settle(draft, message);
      draft.resolve?.(message);
      this.#room.tell('sent', { message });
    }
    // Until the log has come as far, it is shown as the draft that it was.
    if (message.seq <= (this.#room.replica.position?.rev ?? 0)) this.#outbox.discard(draft);
  }
}

/** 128 random bits as 22 characters. `crypto.randomUUID` is absent on pages without https. */
function createId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .slice(0, 22);
}
