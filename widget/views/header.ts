import { css, html, nothing, type TemplateResult } from 'lit';
import type { Translation } from '../i18n/translation.js';
import type { Status } from '../status.js';

export interface HeaderView {
  heading: string;
  status: Status;
  /** How many people are here. 0: not told. */
  count: number;
  translation: Translation;
}

/** What the chat is called, how it stands, and how many are here. */
export function renderHeader({ heading, status, count, translation }: HeaderView): TemplateResult {
  return html`<header part="header">
    <slot name="header"><h2 part="title">${heading}</h2></slot>
    <div>
      <span part="status" class=${status}>${translation.status[status]}</span>
      ${count ? html`<button part="people" disabled>${translation.people(count)}</button>` : nothing}
    </div>
    <slot name="header-actions"></slot>
  </header>`;
}

export const headerStyles = css`
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 0.75em;
    padding: 0.75em var(--_edge);
    background: var(--_bar);
    border-block-end: 1px solid var(--_border);
  }
  h2 {
    flex: auto;
    margin: 0;
    font-size: 1.125em;
  }
  header div {
    font-size: var(--_small);
    color: var(--_bar-muted);
  }
  header span {
    display: inline-block;
    unicode-bidi: plaintext;
  }
  [part='people'] {
    margin-inline-start: 0.5em;
  }
  [part='status']::before,
  .loading::before {
    content: '';
    display: inline-block;
    box-sizing: border-box;
    width: 10px;
    height: 10px;
    margin-inline: 0.5em;
    border: 2px solid;
    border-radius: 50%;
  }
  .online::before {
    color: color-mix(in srgb, #0a0 75%, var(--_text));
    background: currentColor;
  }
  :is(.connecting, .reconnecting, .loading)::before {
    border-block-start-color: transparent;
    animation: turn 1s linear infinite;
  }
  :host([hide-people]) [part='people'] {
    display: none;
  }
`;
