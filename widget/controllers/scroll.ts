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
  readonly #observer = new ResizeObserver(() => this.#stick());

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
    for (const box of [this.#log, ...(this.#log?.children ?? [])]) if (box) this.#observer.observe(box);
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
  }

  /** Changes what the log shows, and keeps what the reader sees still. */
  keepStill(change: () => void): void {
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
    this.#stick();
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
    this.#stick();
    this.#host.requestUpdate();
  }

  readonly handleScroll = (): void => {
    const { scrollTop, scrollHeight, clientHeight } = this.#log!;
    const isAtEnd = scrollHeight - scrollTop - clientHeight < NEAR_PX;
    if (isAtEnd !== this.isAtEnd) this.#host.requestUpdate();
    this.isAtEnd = isAtEnd;
    this.hasNew &&= !isAtEnd;
    if (scrollTop < NEAR_PX && !isAtEnd) this.#onTop();
  };

  #find(): void {
    this.#log = this.#host.renderRoot.querySelector('[role=log]');
    this.#rows = this.#host.renderRoot.querySelector('#rows');
    this.hostConnected();
  }

  #stick(): void {
    if (this.isAtEnd && this.#log) this.#log.scrollTop = this.#log.scrollHeight;
  }
}
