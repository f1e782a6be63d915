import type { AwesomeChat } from '../awesome-chat.js';
import { enPatience } from '../i18n/en-patience.js';
import { durationIn } from './duration.js';
import { fill, type Inside, type Part } from './part.js';
import { adopt, sheetOf } from './sheet.js';
import { WantedWords } from './wanted-words.js';

const css = String.raw;

/** What is over sooner is not worth a word, in ms. */
const WORTH_TELLING_MS = 2000;

const styles = sheetOf(css`
  [part='patience'] {
    padding: 0.25em var(--_edge);
    font-size: var(--_small);
    font-variant-numeric: tabular-nums;
    color: var(--_muted);
  }
  [part='patience']:empty {
    display: none;
  }
`);

export function createPart(chat: AwesomeChat, inside: () => Inside): Part {
  return new Patience(chat, inside);
}

/** Counts down until one may send again. It is spoken once, and can be read at any time. */
class Patience implements Part {
  readonly #inside: () => Inside;
  readonly #words: WantedWords<typeof enPatience>;
  readonly #line = document.createElement('div');
  readonly #voice = document.createElement('div');
  readonly #undress: () => void;
  #resumesAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(chat: AwesomeChat, inside: () => Inside) {
    this.#inside = inside;
    this.#words = new WantedWords(enPatience, chat, inside);
    this.#undress = adopt(chat.shadowRoot!, styles);
    this.#line.setAttribute('part', 'patience');
    this.#line.setAttribute('role', 'timer');
    this.#voice.className = 'hidden';
    this.#voice.setAttribute('role', 'status');
    chat.shadowRoot!.querySelector('[part=composer]')!.before(this.#line, this.#voice);
    this.update();
  }

  update(): void {
    this.#words.update();
    const { resumesAt = 0 } = this.#inside();
    if (!this.#words.isReady || resumesAt === this.#resumesAt) return;
    this.#resumesAt = resumesAt;
    clearTimeout(this.#timer);
    if (resumesAt - Date.now() < WORTH_TELLING_MS) this.#end();
    else this.#count();
  }

  remove(): void {
    clearTimeout(this.#timer);
    this.#line.remove();
    this.#voice.remove();
    this.#undress();
  }

  #count(): void {
    const leftMs = this.#resumesAt - Date.now();
    if (leftMs <= 0) return this.#end();
    const seconds = Math.ceil(leftMs / 1000);
    // Only what changes in a region that was there before is spoken.
    if (this.#line.textContent && !this.#voice.textContent)
      this.#voice.textContent = this.#sentence(seconds, 'long');
    this.#line.textContent = this.#sentence(seconds, 'short');
    this.#timer = setTimeout(() => this.#count(), leftMs % 1000 || 1000);
  }

  #end(): void {
    this.#line.textContent = this.#voice.textContent = '';
  }

  #sentence(seconds: number, unitDisplay: 'long' | 'short'): string {
    return fill(this.#words.all.sendAgainIn, durationIn(this.#inside().tags, seconds, unitDisplay));
  }
}
