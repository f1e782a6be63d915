import { css } from 'lit';

/**
 * The frame and its colours. All are mixed from a few, and those are the system's own, which follow the
 * `color-scheme` of the page: no second set of them for the dark.
 */
export const baseStyles = css`
  :host {
    display: block;
    box-sizing: border-box;
    width: var(--awesome-chat-width, 100%);
    height: var(--awesome-chat-height, 30rem);
    max-height: max(100dvh, 20rem);
    font-family: var(--awesome-chat-font, inherit);
    font-size: var(--awesome-chat-font-size, inherit);
    --_accent: var(--awesome-chat-accent, #2563eb);
    --_on-accent: var(--awesome-chat-accent-text, #fff);
    --_back: var(--awesome-chat-background, Canvas);
    --_text: var(--awesome-chat-text, CanvasText);
    --_surface: var(--awesome-chat-surface, color-mix(in srgb, var(--_text) 7%, var(--_back)));
    --_muted: var(--awesome-chat-muted, color-mix(in srgb, var(--_text) 62%, var(--_back)));
    --_border: var(--awesome-chat-border, color-mix(in srgb, var(--_text) 14%, var(--_back)));
    --_line: color-mix(in srgb, var(--_text) 50%, var(--_back));
    --_own: var(--awesome-chat-own-background, color-mix(in srgb, var(--_accent) 18%, var(--_back)));
    --_own-text: var(--awesome-chat-own-text, var(--_text));
    --_link: var(--awesome-chat-link, color-mix(in srgb, var(--_accent) 65%, var(--_text)));
    --_danger: var(--awesome-chat-danger, color-mix(in srgb, #d00 65%, var(--_text)));
    --_bar: var(--_back);
    --_bar-muted: var(--_muted);
    --_bar-danger: var(--_danger);
    --_radius: var(--awesome-chat-radius, 12px);
    --_gap: var(--awesome-chat-gap, 0.875em);
    --_edge: max(min(1rem, 3cqi), 50cqi - 24rem);
    --_small: 0.8125em;
  }
  :host([layout='fill']) {
    height: var(--awesome-chat-height, 100%);
  }
  :host([layout='fill']),
  :host([layout='fill']) section {
    max-height: none;
  }
  section[hidden],
  :host([hidden]) {
    display: none;
  }
  :host([theme='light']) {
    color-scheme: light;
  }
  :host([theme='dark']) {
    color-scheme: dark;
  }
  :host([theme='2013']) {
    color-scheme: light;
    --_accent: var(--awesome-chat-accent, #4192c1);
    --_on-accent: var(--awesome-chat-accent-text, #000);
    --_bar: var(--_accent);
    --_bar-muted: var(--_on-accent);
    --_bar-danger: var(--_on-accent);
    --_back: var(--awesome-chat-background, #efffec);
    --_link: var(--awesome-chat-link, #00658c);
    font-family: var(--awesome-chat-font, 'Lucida Grande', sans-serif);
  }
  /* Of what the page has its text inherit, only this is for the chat as well. */
  section {
    all: initial;
    color-scheme: inherit;
    visibility: inherit;
    pointer-events: inherit;
    font-family: inherit;
    font-size: inherit;
    line-height: 1.5;
    container-type: inline-size;
    display: flex;
    flex-direction: column;
    box-sizing: border-box;
    height: 100%;
    max-height: max(100dvh, 20rem);
    overflow: clip;
    overflow-wrap: anywhere;
    color: var(--_text);
    background: var(--_back);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
  }
  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: -2px;
  }
  button {
    min-height: max(1.75em, 24px);
    padding: 0 0.375em;
    font: inherit;
    color: inherit;
    background: none;
    border: 1px solid transparent;
    border-radius: 4px;
    cursor: pointer;
  }
  [part='send'],
  [part='latest'] {
    padding: 0.375em 1em;
    font-weight: 600;
    color: var(--_on-accent);
    background: var(--_accent);
  }
  .hidden {
    position: absolute;
    clip-path: inset(50%);
  }
  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }
  @media (prefers-reduced-motion) {
    ::before {
      animation: none !important;
    }
    .state {
      animation-duration: 1ms !important;
    }
  }
`;
