import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Room } from '../room.js';
import type { View } from '../timeline.js';
import type { ChunkElement } from '../views/log.js';

/** How near to an end counts as there, in px. */
const NEAR_PX = 48;

/** What the log's place needs of the element around it. */
interface ScrollHost extends ReactiveControllerHost, HTMLElement {
  renderRoot: ParentNode;
  layout: string;
  open: boolean;
}

/** The log's place: at the newest as long as the reader is there, and else exactly where the reader left it. */
export class ScrollController implements ReactiveController {
  /** Whether the reader sees the newest message. */
  isAtEnd = true;
  /** How many messages of others the reader has not seen. */
  unread = 0;
  readonly #host: ScrollHost;
  readonly #room: () => Room | undefined;
  #log: HTMLElement | null = null;
  /** Where the newest was shown last, as `scrollTop`. */
  #end = 0;
  readonly #onResize = new ResizeObserver(() => this.#stick());
  #onGrowth: IntersectionObserver | undefined;

  constructor(host: ScrollHost, room: () => Room | undefined) {
    this.#host = host;
    this.#room = room;
    host.addController(this);
  }

  /** The chunks that the reader sees, or has a hand on: the first and the last of them. */
  readonly view: View = chunks => {
    const shadowRoots = [this.#host.renderRoot as ShadowRoot];
    // Browsers older than this method tell nothing of use about shadow roots.
    const range = getSelection()?.getComposedRanges?.({ shadowRoots })[0];
    const isSelected = (chunk: Element) =>
      range?.collapsed === false &&
      (chunk.contains(range.startContainer) || chunk.contains(range.endContainer));
    const held = this.#chunks
      .filter(chunk => this.#isInSight(chunk) || chunk.matches(':focus-within') || isSelected(chunk))
      .map(({ chunk }) => chunks.indexOf(chunk!));
    const last = chunks.length - 1;
    // One that is gone already, and is still shown, is no measure: later it is asked again.
    if (held.includes(-1)) return [0, last];
    return [Math.min(...held), this.isAtEnd ? last : Math.max(...held)];
  };

  hostConnected(): void {
    if (!this.#log) return;
    this.#onResize.observe(this.#log);
    // What comes to be larger than it was (a font, a row that was never laid out) pushes the end out of sight. A
    // ResizeObserver of what is inside would be told of by the browser as an error of the page.
    this.#onGrowth = new IntersectionObserver(() => this.#stick(), { root: this.#log, threshold: 1 });
    this.#onGrowth.observe(this.#log.lastElementChild!);
  }

  hostUpdate(): void {
    if (this.#isLookedAt) this.unread = 0;
  }

  hostDisconnected(): void {
    this.#onResize.disconnect();
    this.#onGrowth?.disconnect();
  }

  /** Changes what the log shows, and keeps what the reader sees still. */
  keepStill(change: () => void): void {
    if (this.#log) this.#look();
    // Safari has no scroll anchoring, and no browser has it at the very top.
    const first = this.isAtEnd ? undefined : this.#chunks.find(chunk => this.#isInSight(chunk));
    const above = first?.previousElementSibling;
    const before = first?.getBoundingClientRect();
    change();
    if (!this.#log) this.#find();
    if (first?.isConnected && before) {
      // Where earlier messages came before it, the date and the name it began with may be gone.
      const edge = !above && first.previousElementSibling ? 'bottom' : 'top';
      this.#log!.scrollTop += first.getBoundingClientRect()[edge] - before[edge];
    }
    if (this.isAtEnd) this.#goToEnd();
  }

  /** Moves the focus to the log. */
  focus(): void {
    this.#log?.focus({ preventScroll: true });
  }

  /** A message of somebody else came. The update that shows it follows. */
  noteNew(id: string): void {
    if (!this.#isLookedAt && this.unread++ === 0) this.#room()!.timeline.markNew(id);
  }

  /** Shows the newest message, and stays there. */
  toEnd(): void {
    this.isAtEnd = true;
    this.#end = 0;
    this.#host.requestUpdate();
  }

  readonly handleScroll = (): void => {
    const wasAtEnd = this.isAtEnd;
    this.#look();
    if (this.isAtEnd !== wasAtEnd) this.#host.requestUpdate();
    this.#loadMore(this.#room());
  };

  /** Whether the end of the log is before the reader's eyes. */
  get #isLookedAt(): boolean {
    return this.isAtEnd && !document.hidden && (this.#host.layout !== 'launcher' || this.#host.open);
  }

  /** What has failed is tried again by hand. */
  #loadMore(room: Room | undefined): void {
    if (this.#distance < NEAR_PX) void (room?.newer === 'idle' && room.loadNewer());
    else if (this.#log!.scrollTop < NEAR_PX && room?.older === 'idle') void room.loadOlder();
  }

  get #chunks(): ChunkElement[] {
    return [...this.#host.renderRoot.querySelectorAll<ChunkElement>('#rows > *')];
  }

  readonly #isInSight = (chunk: Element): boolean => {
    const { top, bottom } = chunk.getBoundingClientRect();
    const log = this.#log!.getBoundingClientRect();
    return bottom > log.top && top < log.bottom;
  };

  #find(): void {
    this.#log = this.#host.renderRoot.querySelector('[role=log]');
    this.hostConnected();
  }

  /** From what is shown to the end of the log, in px. */
  get #distance(): number {
    const { scrollTop, scrollHeight, clientHeight } = this.#log!;
    return scrollHeight - scrollTop - clientHeight;
  }

  /** Sees whether the reader has left the end, or come to it: the event that tells so may be on its way. */
  #look(): void {
    const { scrollTop } = this.#log!;
    const isNear = this.#distance < NEAR_PX;
    // Where it has not moved up, what is below it has grown.
    this.isAtEnd = (isNear && !this.#room()?.newer) || (this.isAtEnd && scrollTop >= this.#end);
    if (isNear) this.#end = scrollTop;
  }

  #stick(): void {
    this.#look();
    if (this.isAtEnd) this.#goToEnd();
  }

  #goToEnd(): void {
    const log = this.#log!;
    log.scrollTop = log.scrollHeight;
    this.#end = log.scrollTop;
  }
}
