/** More than there are UTF-16 units: one number names a state and a unit. */
const UNITS = 0x10000;

/** Finds many words in a text at once, each unit of which is read once: the machine of Aho and Corasick. */
export class Automaton {
  /** By state and unit, the state after it. A state is what has been read of some word; 0: nothing. */
  readonly #next = new Map<number, number>();
  /** By state, how many units were read of the word. */
  readonly #depth = [0];
  readonly #isEnd = [false];
  /** By state, that of the longest end of what was read with which a word begins. */
  readonly #fallback = [0];
  /** By state, the first of its fallbacks with which a word ends; 0: none. */
  readonly #shorter = [0];

  constructor(words: Iterable<string>) {
    for (const word of words) this.#add(word);
    this.#link();
  }

  /** Where words are: by their ends, and at each end the longest first. */
  *search(text: string): Iterable<{ from: number; to: number }> {
    let state = 0;
    for (let to = 1; to <= text.length; to++) {
      state = this.#after(state, text.charCodeAt(to - 1));
      let end = this.#isEnd[state] ? state : this.#shorter[state]!;
      for (; end; end = this.#shorter[end]!) yield { from: to - this.#depth[end]!, to };
    }
  }

  #add(word: string): void {
    let state = 0;
    for (let at = 0; at < word.length; at++) {
      const key = state * UNITS + word.charCodeAt(at);
      state = this.#next.get(key) ?? this.#depth.push(at + 1) - 1;
      this.#next.set(key, state);
    }
    this.#isEnd[state] = true;
  }

  #link(): void {
    const steps = [...this.#next].sort(([, one], [, other]) => this.#depth[one]! - this.#depth[other]!);
    for (const [key, state] of steps) {
      const before = Math.floor(key / UNITS);
      const fallback = before === 0 ? 0 : this.#after(this.#fallback[before]!, key % UNITS);
      this.#fallback[state] = fallback;
      this.#shorter[state] = this.#isEnd[fallback] ? fallback : this.#shorter[fallback]!;
    }
  }

  #after(from: number, unit: number): number {
    for (let state = from; ; state = this.#fallback[state]!) {
      const next = this.#next.get(state * UNITS + unit);
      if (next !== undefined || state === 0) return next ?? 0;
    }
  }
}
