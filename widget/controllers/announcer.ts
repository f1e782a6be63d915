import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** How long sentences are gathered, in ms: a screen reader is not to be interrupted by each. */
const GATHER_MS = 1000;
const MAX_MESSAGES = 3;

/** What a screen reader is told, politely: what happened, and a few messages or how many they were. */
export class Announcer implements ReactiveController {
  /** What to tell now. */
  text = '';
  readonly #host: ReactiveControllerHost;
  readonly #summarize: (count: number) => string;
  #messages: string[] = [];
  #sentences: string[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param summarize says instead how many messages there were, where they are too many */
  constructor(host: ReactiveControllerHost, summarize: (count: number) => string) {
    this.#host = host;
    this.#summarize = summarize;
    host.addController(this);
  }

  /** @param isMessage whether it is one of those that are counted where they are too many */
  say(sentence: string, isMessage = false): void {
    (isMessage ? this.#messages : this.#sentences).push(sentence);
    this.#timer ??= setTimeout(() => this.#tell(), GATHER_MS);
    // The same sentence twice is only heard twice if it was gone in between.
    this.text = '';
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#messages = [];
    this.#sentences = [];
  }

  #tell(): void {
    const { length } = this.#messages;
    const messages = length > MAX_MESSAGES ? [this.#summarize(length)] : this.#messages;
    this.text = [...messages, ...this.#sentences].join('\n');
    this.hostDisconnected();
    this.#host.requestUpdate();
  }
}
