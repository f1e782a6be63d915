import { MAX_HELD_BACK_MESSAGES } from './limits.js';
import type { HistoryPage } from './events.js';
import { placeOf } from './order.js';
import type { Changes, Page, Position, UserMessage } from './messages.js';

/** A place where messages that a reader has not seen are gone for good: between these two `seq`, both excluded. */
export interface Gap {
  after: number;
  before: number;
}

/**
 * One room's log as known here: takes changes in whatever order, number and completeness they come, and holds
 * the room's own order. Pure: it does no asking itself, but says through `wants` what has to be asked.
 *
 * Live packets go to `apply`, answers to `join` and `since` to `take`, answers to `history` to `addOlder`. Each
 * returns the messages that are new or changed, ascending by revision; all others were known already.
 */
export class Replica {
  readonly room: string;
  #epoch: string | undefined;
  #rev = 0;
  /** The highest revision heard of in this epoch. More than `#rev`: something is missing. */
  #heard = 0;
  #isHolding = true;
  #held: Changes[] = [];
  #hasOlder = false;
  #hasNewer = false;
  /** While the newest messages are let go of: the newest `seq` heard of, and the newest that was known. */
  #awaySeq = 0;
  #seenSeq = 0;
  /** The last `seq` known before the relay had to start us afresh. */
  #lastSeenSeq = Infinity;
  /** Changes of messages that are let go of, should `history` bring those in an earlier state. */
  readonly #outside = new Map<string, UserMessage>();
  readonly #messages: UserMessage[] = [];
  readonly #byId = new Map<string, UserMessage>();

  constructor(room: string) {
    this.room = room;
  }

  /** The known messages, ascending by `seq`: of the room's log one piece, without a hole. */
  get messages(): readonly UserMessage[] {
    return this.#messages;
  }

  /** Where messages are missing for good. What `history` may still bring is not missing. */
  get gaps(): readonly Gap[] {
    const isMissing = !this.#hasOlder && this.#isHoleOpen;
    return isMissing ? [{ after: this.#lastSeenSeq, before: this.#firstSeq }] : [];
  }

  /** Whether the room holds messages before the first known one. */
  get hasOlder(): boolean {
    return this.#hasOlder;
  }

  /** Whether newer messages were let go of. Until `history` has brought them, what comes is told and not kept. */
  get hasNewer(): boolean {
    return this.#hasNewer;
  }

  /** What to join with. Undefined before the first page. */
  get position(): Position | undefined {
    return this.#epoch === undefined ? undefined : { epoch: this.#epoch, rev: this.#rev };
  }

  /** What to ask `since` with, as changes are known to be missing. Undefined: nothing is missing, or a page is due. */
  get wants(): Position | undefined {
    return !this.#isHolding && this.#heard > this.#rev ? this.position : undefined;
  }

  /** The message of that id, if it is known. */
  find(id: string): UserMessage | undefined {
    return this.#byId.get(id);
  }

  /** Live packets are kept back from now on until the next page: the connection ended, and a join will follow. */
  hold(): void {
    this.#isHolding = true;
    this.#held = [];
  }

  /** Takes a live packet. */
  apply(changes: Changes): UserMessage[] {
    if (changes.room !== this.room) return [];
    if (!this.#isHolding) this.#heard = Math.max(this.#heard, changes.rev);
    if (this.#isHolding || changes.after > this.#rev) {
      this.#holdBack(changes);
      return [];
    }
    return [...this.#advance(changes), ...this.#release()];
  }

  /**
   * Takes the answer to `join` or `since`.
   *
   * @param asked the position that was asked with; undefined if none was.
   */
  take(page: Page, asked: Position | undefined): UserMessage[] {
    if (page.room !== this.room || asked?.epoch !== this.#epoch) return [];
    const isSameLife = page.epoch === this.#epoch && page.head >= (asked?.rev ?? 0);
    const isKnown = isSameLife && page.rev < this.#rev;
    const startsAfresh = !isSameLife || page.gap;
    this.#isHolding = false;
    const changed = isKnown ? [] : startsAfresh ? this.#startAfresh(page, isSameLife) : this.#advance(page);
    this.#heard = Math.max(this.#heard, page.head, ...this.#held.map(changes => changes.rev));
    return [...changed, ...this.#release()];
  }

  /**
   * Takes the answer to `history`: the page that ends where the known messages begin.
   *
   * @param before the `seq` it was asked with. An answer from before the replica started afresh is dropped.
   */
  addOlder(page: HistoryPage, before: number): UserMessage[] {
    if (before !== this.#messages[0]?.seq) return [];
    this.#hasOlder = !page.complete;
    return this.#mergeHistory(page);
  }

  /**
   * Takes the answer to `history`: the page that begins with the last known message. Where that is gone from the room,
   * so is all before it, and maybe something after it: the page takes the place of all that is known.
   *
   * @param last the `seq` it was asked for. An answer from before the replica started afresh is dropped.
   * @param asked the position when it was asked: the page knows all until then
   */
  addNewer(page: HistoryPage, last: number, asked: Position): void {
    if (last !== this.#messages.at(-1)?.seq || asked.epoch !== this.#epoch || !this.#hasNewer) return;
    if (page.messages[0]?.seq !== last) {
      this.#openHole();
      this.#clear();
      this.#hasOlder = false;
    }
    this.#hasNewer = !page.complete || this.#isAheadOf(page, asked);
    this.#mergeHistory(page);
    this.#seenSeq = Math.max(this.#seenSeq, page.messages.at(-1)?.seq ?? 0);
  }

  /**
   * Takes the answer to `history`: the newest page, in the place of all that is known. One that something has overtaken
   * is dropped: it has to be asked for again as long as there are newer messages.
   *
   * @param asked the position when it was asked
   */
  goToNewest(page: HistoryPage, asked: Position): void {
    if (asked.epoch !== this.#epoch || !this.#hasNewer || this.#isAheadOf(page, asked)) return;
    const messages = page.messages.map(message => this.#latestOf(message));
    this.#openHole();
    this.#clear();
    this.#hasOlder = !page.complete;
    this.#hasNewer = false;
    this.#mergeHistory({ ...page, messages });
  }

  /** Lets go of so many of the oldest, and of the newest messages. `history` can bring them back. */
  forget(oldest: number, newest: number): void {
    this.#closeFilledHole();
    this.#hasOlder ||= oldest > 0;
    if (newest > 0) this.#letGoOfNewest();
    const gone = [
      ...this.#messages.splice(0, oldest),
      ...this.#messages.splice(this.#messages.length - newest),
    ];
    for (const { id } of gone) this.#byId.delete(id);
  }

  get #firstSeq(): number {
    return this.#messages[0]?.seq ?? this.#rev + 1;
  }

  /** Whether something may be between what was known before the relay had to start us afresh, and what is known. */
  get #isHoleOpen(): boolean {
    return this.#firstSeq > this.#lastSeenSeq + 1;
  }

  /** All that comes next is new, and what was known is let go of: there may be something between the two. */
  #openHole(): void {
    // A page of `history` may have shown what no packet has brought yet.
    if (!this.#isHoleOpen) this.#lastSeenSeq = Math.max(this.#seenSeq, this.#hasNewer ? 0 : this.#rev);
  }

  #clear(): void {
    this.#messages.length = 0;
    this.#byId.clear();
  }

  /** What was filled stays filled, whatever is let go of. */
  #closeFilledHole(): void {
    if (!this.#isHoleOpen) this.#lastSeenSeq = Infinity;
  }

  #startAfresh(page: Page, isSameLife: boolean): UserMessage[] {
    // What was known may have changed, or been removed, by changes that are gone: none of it is kept.
    if (isSameLife) this.#openHole();
    else [this.#lastSeenSeq, this.#seenSeq] = [Infinity, 0];
    this.#clear();
    this.#outside.clear();
    this.#heard = 0;
    this.#hasOlder = !page.complete;
    this.#hasNewer = false;
    this.#awaySeq = 0;
    this.#epoch = page.epoch;
    this.#rev = page.rev;
    return page.messages.filter(message => this.#merge(message));
  }

  /** Whether something came that a page of the newest messages may not know of. */
  #isAheadOf({ messages }: HistoryPage, asked: Position): boolean {
    return this.#awaySeq > Math.max(asked.rev, messages.at(-1)?.seq ?? 0);
  }

  #letGoOfNewest(): void {
    const last = this.#messages.at(-1)!;
    if (!this.#hasNewer) this.#seenSeq = last.seq;
    this.#hasNewer = true;
    this.#noteAway(last);
  }

  #noteAway({ seq }: UserMessage): void {
    this.#awaySeq = Math.max(this.#awaySeq, seq);
  }

  #mergeHistory({ messages }: HistoryPage): UserMessage[] {
    return messages.map(message => this.#latestOf(message)).filter(message => this.#merge(message));
  }

  #latestOf(message: UserMessage): UserMessage {
    const change = this.#outside.get(message.id) ?? this.#byId.get(message.id);
    this.#outside.delete(message.id);
    return change && change.rev > message.rev ? change : message;
  }

  #advance(changes: Changes): UserMessage[] {
    if (changes.rev <= this.#rev) return [];
    const before = this.#rev;
    this.#rev = changes.rev;
    return changes.messages.filter(message =>
      this.#isInWindow(message) ? this.#merge(message) : this.#noteOutside(message, before),
    );
  }

  #holdBack(changes: Changes): void {
    this.#held.push(changes);
    const heldMessages = this.#held.reduce((sum, { messages }) => sum + messages.length + 1, 0);
    if (heldMessages > MAX_HELD_BACK_MESSAGES) this.#held = [];
  }

  #release(): UserMessage[] {
    const released: UserMessage[] = [];
    for (;;) {
      const next = this.#held.findIndex(({ after }) => after <= this.#rev);
      if (next === -1) return released;
      for (const changes of this.#held.splice(next, 1)) released.push(...this.#advance(changes));
    }
  }

  #isInWindow({ seq }: UserMessage): boolean {
    const isOlder = this.#hasOlder && seq < (this.#messages[0]?.seq ?? 0);
    return !isOlder && !(this.#hasNewer && seq > (this.#messages.at(-1)?.seq ?? 0));
  }

  /** Beside what is known, a change only advances the revision. @returns whether the message is new */
  #noteOutside(message: UserMessage, before: number): boolean {
    const { id, seq } = message;
    if (message.rev > seq) this.#outside.set(id, message);
    if (this.#outside.size > MAX_HELD_BACK_MESSAGES) this.#outside.delete(this.#outside.keys().next().value!);
    this.#noteAway(message);
    const known = this.#byId.get(id);
    if (known && known.seq !== seq) this.#forget(known);
    return seq > before;
  }

  #forget({ id, seq }: UserMessage): void {
    this.#closeFilledHole();
    this.#messages.splice(placeOf(this.#messages, seq), 1);
    this.#byId.delete(id);
  }

  #merge(message: UserMessage): boolean {
    const known = this.#byId.get(message.id);
    if (known && known.rev >= message.rev) return false;
    const isChange = known?.seq === message.seq;
    // It was pruned, and sent again: it has another place now.
    if (known && !isChange) this.#forget(known);
    this.#byId.set(message.id, message);
    this.#messages.splice(placeOf(this.#messages, message.seq), isChange ? 1 : 0, message);
    return true;
  }
}
