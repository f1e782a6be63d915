import { sheetOf } from './sheet.js';

const css = String.raw;

/** How what comes later looks: the list of people, the choices in the header. */
export const extrasStyles = sheetOf(css`
  :host(:not([layout='launcher'])) section {
    position: relative;
  }
  .message {
    position: relative;
  }
  [part='actions'] {
    position: absolute;
    inset-block-start: 0;
    inset-inline-end: 0;
    display: grid;
    place-items: center;
    width: 1.75em;
    padding: 0;
    color: var(--_text);
    background: var(--_back);
    border-color: var(--_line);
  }
  .own [part='actions'] {
    inset-inline: 0 auto;
  }
  [part='actions'] svg {
    width: 1.25em;
    fill: currentColor;
  }
  [part='mark'] {
    padding: 0 0.375em;
    color: var(--_text);
    border: 1px solid var(--_line);
    border-radius: 1em;
  }
  time[data-when]::after {
    content: attr(data-when);
  }
  /* What is on its way has a word of it behind it. */
  .own [part='body']:not(:has(+ .state))::after {
    content: '✓' / '';
    margin-inline-start: 0.5em;
    font-size: var(--_small);
    color: var(--_muted);
  }
  [part='typing'] {
    padding: 0.25em var(--_edge);
    font-size: var(--_small);
    color: var(--_muted);
  }
  [part='typing']:empty {
    display: none;
  }
  [part='people-list'] {
    position: absolute;
    z-index: 1;
    inset-block-start: 3rem;
    inset-inline-end: 0.5rem;
    box-sizing: border-box;
    min-width: 10rem;
    max-width: calc(100% - 1rem);
    max-height: 50%;
    margin: 0;
    padding: 0.5rem 0;
    overflow: auto;
    list-style: none;
    color: var(--_text);
    background: var(--_back);
    border: 1px solid var(--_line);
    border-radius: 8px;
    box-shadow: 0 4px 16px #0003;
  }
  li {
    padding: 0.25rem 0.875rem;
  }
  li bdi {
    font-weight: normal;
  }
  li span {
    font-size: var(--_small);
    color: var(--_muted);
  }
  [part='sound'],
  [part='notifications'] {
    padding: 0.25em;
    vertical-align: middle;
  }
  [part='sound'] svg,
  [part='notifications'] svg {
    display: block;
    width: 1.125rem;
    fill: currentColor;
  }
  [aria-pressed='false'] svg {
    fill: none;
    stroke: currentColor;
    stroke-width: 1.75;
  }
  input {
    width: 12em;
    min-height: 24px;
    max-width: 100%;
    font: inherit;
    color: inherit;
    background: none;
    border: 0;
    border-block-end: 1px solid;
  }
  @media (pointer: coarse) {
    input {
      font-size: max(16px, 1em);
    }
  }
  [hidden] {
    display: none !important;
  }
`);
