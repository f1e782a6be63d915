import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** How near to an end counts as there, in px. */
const NEAR_PX = 48;

/** The log's place: at the newest as long as the reader is there, and else exactly where the reader left it. */
export class ScrollController implements ReactiveController {
  /** Whether the reader sees the newest message. */
  isAtEnd = true;
  /** Whether there is something below that the reader has not seen. */
  hasNew = false;
  readonly #host: ReactiveControllerHost & { renderRoot: ParentNode };
  readonly #onTop: () => void;
  #log: HTMLElement | null = null;
  #rows: Element | null = null;
  /** Where the newest was shown last, as `scrollTop`. */
  #end = 0;
  readonly #onResize = new ResizeObserver(() => this.#stick());
  #onGrowth: IntersectionObserver | undefined;

  /** @param onTop the reader is near the oldest message shown */
  constructor(host: ReactiveControllerHost & { renderRoot: ParentNode }, onTop: () => void) {
    this.#host = host;
    this.#onTop = onTop;
    host.addController(this);
  }

  /** Whether what is far above may go: the reader neither sees it nor has a hand on it. */
  get isFree(): boolean {
    const isInHand = getSelection()?.type === 'Range' || this.#rows?.querySelector(':focus');
    return this.isAtEnd && !isInHand;
  }

  hostConnected(): void {
    if (!this.#log) return;
    this.#onResize.observe(this.#log);
    // What comes to be larger than it was (a font, a row that was never laid out) pushes the end out of sight. A
    // ResizeObserver of what is inside would be told of by the browser as an error of the page.
    this.#onGrowth = new IntersectionObserver(() => this.#stick(), { root: this.#log, threshold: 1 });
    this.#onGrowth.observe(this.#log.lastElementChild!);
  }

  hostDisconnected(): void {
    this.#onResize.disconnect();
    this.#onGrowth?.disconnect();
  }

  /** Changes what the log shows, and keeps what the reader sees still. */
  keepStill(change: () => void): void {
    if (this.#log) this.#look();
    // Safari has no scroll anchoring, and no browser has it at the very top.
    const first = this.isAtEnd ? undefined : this.#rows?.firstElementChild;
    const before = first?.getBoundingClientRect();
    change();
    if (!this.#log) this.#find();
    if (first?.isConnected && before) {
      // Where earlier messages came before it, the date and the name it began with may be gone.
      const edge = first.previousElementSibling ? 'bottom' : 'top';
      this.#log!.scrollTop += first.getBoundingClientRect()[edge] - before[edge];
    }
    if (this.isAtEnd) this.#goToEnd();
  }

  /** Moves the focus to the log. */
  focus(): void {
    this.#log?.focus({ preventScroll: true });
  }

  /** A message came. The update that shows it follows. */
  noteNew(): void {
    this.hasNew = !this.isAtEnd;
  }

  /** Shows the newest message, and stays there. */
  toEnd(): void {
    this.isAtEnd = true;
    this.hasNew = false;
    this.#end = 0;
    this.#host.requestUpdate();
  }

  readonly handleScroll = (): void => {
    const wasAtEnd = this.isAtEnd;
    this.#look();
    if (this.isAtEnd !== wasAtEnd) this.#host.requestUpdate();
    this.hasNew &&= !this.isAtEnd;
    if (this.#log!.scrollTop < NEAR_PX && !this.isAtEnd) this.#onTop();
  };

  #find(): void {
    this.#log = this.#host.renderRoot.querySelector('[role=log]');
    this.#rows = this.#host.renderRoot.querySelector('#rows');
    this.hostConnected();
  }

  /** Sees whether the reader has left the end, or come to it: the event that tells so may be on its way. */
  #look(): void {
    const { scrollTop, scrollHeight, clientHeight } = this.#log!;
    const isNear = scrollHeight - scrollTop - clientHeight < NEAR_PX;
    // Where it has not moved up, what is below it has grown.
    this.isAtEnd = isNear || (this.isAtEnd && scrollTop >= this.#end);
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
