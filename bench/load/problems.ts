/** What went wrong, counted by kind: a thousand lost messages are one line. */
export class Problems {
  readonly #kinds = new Map<string, { count: number; example: string }>();

  get isEmpty(): boolean {
    return this.#kinds.size === 0;
  }

  note(kind: string, example = ''): void {
    const known = this.#kinds.get(kind);
    if (known) known.count++;
    else this.#kinds.set(kind, { count: 1, example });
  }

  /** A sentence for each kind, and nothing any more after that. */
  take(): string[] {
    const sentences = [...this.#kinds].map(([kind, { count, example }]) => {
      return `${count} times: ${kind}${example ? `, such as ${example}` : ''}`;
    });
    this.#kinds.clear();
    return sentences;
  }
}
