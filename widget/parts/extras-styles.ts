import { sheetOf } from './sheet.js';

const css = String.raw;

/** How what comes later looks: the list of people, the choices in the header, the ways to earlier and later messages. */
export const extrasStyles = sheetOf(css`
  :host(:not([layout='launcher'])) section {
    position: relative;
  }
  .more {
    margin: 0 auto;
    font-size: 0.8125em;
  }
  [part='latest'] {
    position: absolute;
    inset-block-end: 0.75em;
    inset-inline: 0;
    width: max-content;
    margin-inline: auto;
    border-radius: 2em;
    box-shadow: 0 2px 8px #0004;
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
    color: var(--awesome-chat-text, CanvasText);
    background: var(--awesome-chat-background, Canvas);
    border: 1px solid color-mix(in srgb, currentColor 25%, Canvas);
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
    font-size: 0.8125em;
    color: color-mix(in srgb, currentColor 62%, Canvas);
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
