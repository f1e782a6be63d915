/** What is counted of the frames that a page had time for. */
export interface Frames {
  shown: number;
  dropped: number;
}

/** What a page that is measured says about itself. Runs in the page, before everything else there. */
export class Probe {
  /** Messages that the log has taken. */
  heard = 0;
  /** Tasks that held up the page for 50 ms or more, in ms. */
  longTasks: number[] = [];
  /** How far things have moved by themselves: https://web.dev/articles/cls */
  layoutShift = 0;
  /** From the start of the page until the first message stands in the log, in ms. */
  firstMessageMs: number | undefined;
  /** From input to the next paint, by interaction, in ms. What took less than 16 ms is not told by the browser. */
  readonly #interactions = new Map<number, number>();

  constructor() {
    this.#observe({ type: 'longtask' }, ({ duration }) => this.longTasks.push(duration));
    this.#observe({ type: 'layout-shift' }, entry => {
      const { value, hadRecentInput } = entry as PerformanceEntry & {
        value: number;
        hadRecentInput: boolean;
      };
      if (!hadRecentInput) this.layoutShift += value;
    });
    this.#observe({ type: 'event', durationThreshold: 16 }, entry => {
      const { interactionId, duration } = entry as PerformanceEntry & { interactionId: number };
      const known = this.#interactions.get(interactionId) ?? 0;
      if (interactionId > 0) this.#interactions.set(interactionId, Math.max(known, duration));
    });
    addEventListener('awesome-chat-message', () => this.heard++);
    this.#watchForFirstMessage();
  }

  get interactions(): number[] {
    return [...this.#interactions.values()];
  }

  /** Counts frames for some time; one that comes late stands for those that there was no time for. */
  async countFrames(ms: number): Promise<Frames> {
    const [began, frameMs] = [performance.now(), 1000 / 60];
    const frames: Frames = { shown: 0, dropped: 0 };
    for (let last = began; last < began + ms; frames.shown++) {
      const now = await new Promise(requestAnimationFrame);
      if (frames.shown > 0) frames.dropped += Math.max(0, Math.round((now - last) / frameMs) - 1);
      last = now;
    }
    return frames;
  }

  #watchForFirstMessage(): void {
    const look = () => {
      const log = document.querySelector('awesome-chat')?.shadowRoot;
      if (log?.querySelector('[data-type="userMessage"]')) this.firstMessageMs = performance.now();
      else requestAnimationFrame(look);
    };
    look();
  }

  #observe(
    what: PerformanceObserverInit & { durationThreshold?: number },
    hear: (e: PerformanceEntry) => void,
  ) {
    new PerformanceObserver(list => list.getEntries().forEach(hear)).observe({ ...what, buffered: true });
  }
}

declare global {
  var probe: Probe;
  /** The plain list alone: puts so many messages into it at once. */
  var fill: (count: number) => void;
}

globalThis.probe = new Probe();
