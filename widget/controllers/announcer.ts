import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** How long sentences are gathered, in ms: a screen reader is not to be interrupted by each. */
const GATHER_MS = 1000;
const MAX_SENTENCES = 3;

/** What a screen reader is told, politely: a few sentences, or how many they were. */
export class Announcer implements ReactiveController {
  /** What to tell now. */
  text = '';
  readonly #host: ReactiveControllerHost;
  readonly #summarize: (count: number) => string;
  #sentences: string[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param summarize says instead how many sentences there were, where they are too many */
  constructor(host: ReactiveControllerHost, summarize: (count: number) => string) {
    this.#host = host;
    this.#summarize = summarize;
    host.addController(this);
  }

  say(sentence: string): void {
    this.#sentences.push(sentence);
    this.#timer ??= setTimeout(() => this.#tell(), GATHER_MS);
    // The same sentence twice is only heard twice if it was gone in between.
    this.text = '';
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#sentences = [];
  }

  #tell(): void {
    const { length } = this.#sentences;
    this.text = length > MAX_SENTENCES ? this.#summarize(length) : this.#sentences.join('\n');
    this.hostDisconnected();
    this.#host.requestUpdate();
  }
}
