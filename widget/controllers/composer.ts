import type { ReactiveControllerHost } from 'lit';
import type { Refused } from '../../protocol/refusals.js';
import type { Translation } from '../i18n/translation.js';
import { isComposing } from '../parts/keys.js';

/** What the composer needs of the element around it. */
export interface ComposerHost extends ReactiveControllerHost {
  readonly renderRoot: ParentNode;
  readonly updateComplete: Promise<boolean>;
}

/** Keeps what is typed until it is sent. */
export interface Typing {
  typed: string;
}

export interface ComposerOptions {
  /** Longest text that can be sent, in UTF-16 units. */
  maxLength: () => number;
  /** Sends the text. @returns false if it was not taken, and stays */
  submit: (text: string) => boolean;
}

/** What was wished could not be, and what could be instead. */
type Refusing = Pick<Refused, 'refusal'> & Partial<Pick<Refused, 'suggestion'>>;

/** Below this many left, the writer is told how many. */
const NEAR_LIMIT = 100;

/** What is being typed: the text that is not sent yet. */
export class ComposerController {
  /** Why what was wished last could not be. */
  refused: Refusing | undefined;
  readonly #host: ComposerHost;
  readonly #options: ComposerOptions;
  #typing: Typing | undefined;
  #length = 0;

  constructor(host: ComposerHost, options: ComposerOptions) {
    this.#host = host;
    this.#options = options;
  }

  /** Whether what was typed last cannot be taken as it is. */
  get isWrong(): boolean {
    return this.#remaining < 0 || !!this.refused;
  }

  /** What the writer is to know about what is typed, in a sentence. */
  noteIn({ remaining, tooMany, refusals }: Translation): string | undefined {
    const left = this.#remaining;
    if (!this.#length || left >= NEAR_LIMIT) return this.refused && refusals[this.refused.refusal];
    return left < 0 ? tooMany(-left) : remaining(left);
  }

  get input(): HTMLTextAreaElement | null {
    return this.#host.renderRoot.querySelector('textarea');
  }

  /** Shows what was typed in a room, and keeps what is typed from now on. */
  follow(typing: Typing | undefined): void {
    if (!typing || typing === this.#typing) return;
    // What was typed where there was no room yet goes into the first.
    if (this.#typing || typing.typed) this.input!.value = typing.typed;
    this.#typing = typing;
    this.onInput();
  }

  readonly onInput = (): void => {
    const { style, value } = this.input!;
    if (this.#typing) this.#typing.typed = value;
    // Only from nothing can it become lower again. A placeholder would count as text.
    style.height = '';
    if (value) style.height = `${this.input!.scrollHeight}px`;
    this.#length = value.length;
    this.refused = undefined;
    this.#host.requestUpdate();
  };

  readonly onSend = (): void => {
    const input = this.input!;
    input.focus();
    if (!input.value.trim() || !this.#options.submit(input.value)) return;
    input.value = '';
    this.onInput();
  };

  readonly onKeydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || isComposing(event) || hasSoftKeyboard()) return;
    event.preventDefault();
    this.onSend();
  };

  /** Says what is wrong with what was typed last, if anything; a page that objected says so itself. @returns false */
  refuse(refused?: Refusing): boolean {
    if (refused?.refusal !== 'not-allowed') this.refused = refused;
    this.#host.requestUpdate();
    return false;
  }

  /** How many UTF-16 units may still be typed; negative when it is too much. */
  get #remaining(): number {
    return this.#options.maxLength() - this.#length;
  }
}

/** On a soft keyboard Enter breaks the line, as there is no Shift+Enter; the button sends. */
function hasSoftKeyboard(): boolean {
  return matchMedia('(hover: none) and (pointer: coarse)').matches;
}
