import { css, html, nothing, type TemplateResult } from 'lit';
import type { Translation } from '../i18n/translation.js';

export interface ComposerView {
  translation: Translation;
  placeholder: string;
  /** What is to be known about what is typed, in a sentence. */
  note: string | undefined;
  /** Whether the note is about something wrong. */
  isWrong: boolean;
  isDisabled: boolean;
  /** The visitor's name, if it is shown and can be changed here. */
  name: string | undefined;
}

/** What the composer asks for. */
export interface ComposerActions {
  onInput: () => void;
  onKeydown: (event: KeyboardEvent) => void;
  onSend: () => void;
}

/** Where one writes: the text, sending it, and under which name. */
export function renderComposer(view: ComposerView, actions: ComposerActions): TemplateResult {
  const { translation, placeholder, note, isWrong, isDisabled, name } = view;
  return html`<div part="composer">
    <slot name="before-composer"></slot>
    <div class="field">
      <textarea
        part="input"
        rows="1"
        enterkeyhint="enter"
        dir="auto"
        aria-label=${placeholder}
        aria-describedby="note"
        aria-invalid=${isWrong}
        placeholder=${placeholder}
        ?disabled=${isDisabled}
        @input=${actions.onInput}
        @keydown=${actions.onKeydown}
      ></textarea>
      <slot name="composer-actions"></slot>
      <button part="send" ?disabled=${isDisabled} @click=${actions.onSend}>${translation.send}</button>
    </div>
    <div class="below">
      ${
        name === undefined
          ? nothing
          : html`<span
              >${translation.chattingAs} <button class="name" disabled><bdi>${name}</bdi></button></span
            >`
      }
      <span id="note" class=${isWrong ? 'failed' : ''}>${note}</span>
    </div>
  </div>`;
}

export const composerStyles = css`
  [part='composer'] {
    padding: 0.75em var(--_edge) 0.5em;
    border-block-start: 1px solid var(--_border);
    background: var(--_bar);
  }
  .field {
    display: flex;
    align-items: end;
    gap: 0.25em;
    padding: 0.25em;
    background: var(--_back);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
  }
  .field:focus-within {
    outline: 2px solid var(--_accent);
    outline-offset: -1px;
  }
  textarea {
    font: inherit;
    color: inherit;
    background: none;
    border: 0;
    flex: auto;
    box-sizing: border-box;
    min-width: 0;
    max-height: 9.75em;
    padding: 0.375em 0.5em;
    resize: none;
    outline: 0 !important;
  }
  :placeholder-shown {
    /* Until something is typed, dir=auto is from left to right. */
    direction: inherit;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  ::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  [part='send'] {
    flex: none;
    border-radius: calc(var(--_radius) - 4px);
  }
  .field :disabled {
    opacity: 0.6;
    cursor: default;
  }
  .below {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 1em;
    min-height: 2em;
    padding: 0.25em 0.25em 0;
    font-size: var(--_small);
    color: var(--_bar-muted);
  }
  #note.failed {
    color: var(--_bar-danger);
  }
  @media (pointer: coarse) {
    textarea {
      font-size: max(16px, 1em);
    }
  }
`;
