import type { HistoryPage } from '../../protocol/events.js';
import type { Changes, Page, Position, UserMessage } from '../../protocol/messages.js';

const ada = { id: 'ada', name: 'Ada' };

/** A room as the protocol defines it, with edits, pruning and new lives, in the plainest way. */
export class RoomModel {
  epoch = 1;
  head = 0;
  prunedRev = 0;
  /** Ascending by seq. */
  messages: UserMessage[] = [];

  send(): Changes {
    const rev = ++this.head;
    const id = `id-${rev}`;
    return this.#changed({
      type: 'userMessage',
      id,
      message: `new in ${this.epoch}`,
      seq: rev,
      rev,
      at: rev,
      from: ada,
    });
  }

  /** Changes one message, if there is any. */
  edit(which: number): Changes | undefined {
    const message = this.messages[which % this.messages.length];
    if (!message) return undefined;
    const rev = ++this.head;
    return this.#changed({ ...message, rev, message: `edited in ${this.epoch}` });
  }

  prune(): void {
    const oldest = this.messages.shift();
    if (oldest) this.prunedRev = Math.max(this.prunedRev, oldest.rev);
  }

  /** The store is emptied. */
  startNewLife(): void {
    Object.assign(this, { epoch: this.epoch + 1, head: 0, prunedRev: 0, messages: [] });
  }

  pageSince(position: Position | undefined, limit: number): Page {
    const isThisLife = position?.epoch === `${this.epoch}` && position.rev <= this.head;
    if (!isThisLife || position.rev < this.prunedRev) return this.#newest(limit, isThisLife);
    const changed = this.messages.filter(({ rev }) => rev > position.rev).sort((a, b) => a.rev - b.rev);
    const messages = changed.slice(0, limit);
    const complete = messages.length === changed.length;
    const rev = complete ? this.head : messages.at(-1)!.rev;
    return this.#page({ after: position.rev, rev, messages, complete, gap: false });
  }

  historyBefore(seq: number, limit: number): HistoryPage {
    const older = this.messages.filter(message => message.seq < seq);
    return { messages: older.slice(-limit), complete: older.length <= limit };
  }

  historyAfter(seq: number, limit: number): HistoryPage {
    const newer = this.messages.filter(message => message.seq > seq);
    return { messages: newer.slice(0, limit), complete: newer.length <= limit };
  }

  #newest(limit: number, gap: boolean): Page {
    const { messages, complete } = this.historyBefore(Infinity, limit);
    return this.#page({ after: 0, rev: this.head, messages, complete, gap });
  }

  #page(page: Omit<Page, 'room' | 'epoch' | 'head'>): Page {
    return { room: 'lobby', epoch: `${this.epoch}`, head: this.head, ...page };
  }

  #changed(message: UserMessage): Changes {
    this.messages = [...this.messages.filter(({ id }) => id !== message.id), message].sort(
      (a, b) => a.seq - b.seq,
    );
    return { room: 'lobby', after: message.rev - 1, rev: message.rev, messages: [message] };
  }
}
