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
    color: var(--awesome-chat-text, CanvasText);
    background: var(--awesome-chat-background, Canvas);
    border-color: color-mix(in srgb, currentColor 25%, Canvas);
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
    color: var(--awesome-chat-text, CanvasText);
    border: 1px solid color-mix(in srgb, currentColor 40%, Canvas);
    border-radius: 1em;
  }
  [part='typing'] {
    padding: 0.25em max(min(1rem, 3cqi), 50cqi - 24rem);
    font-size: 0.8125em;
    color: color-mix(in srgb, var(--awesome-chat-text, CanvasText) 62%, Canvas);
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
