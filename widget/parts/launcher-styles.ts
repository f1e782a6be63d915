import { sheetOf } from './sheet.js';

const css = String.raw;

/** How a launcher and its panel look. Without the popover of newer browsers the panel is above by its z-index. */
export const launcherStyles = sheetOf(css`
  :host([layout='launcher']:not([hidden])) {
    display: block;
    position: fixed;
    z-index: 2147483000;
    inset-block-end: max(1rem, env(safe-area-inset-bottom));
    inset-inline: auto max(1rem, env(safe-area-inset-right));
    width: auto;
    height: auto;
    max-height: none;
  }
  :host([layout='launcher'][placement='bottom-start']:not([hidden])) {
    inset-inline: max(1rem, env(safe-area-inset-left)) auto;
  }
  section {
    position: fixed;
    inset: auto;
    bottom: calc(max(1rem, env(safe-area-inset-bottom)) + 4.25rem);
    margin: 0;
    padding: 0;
    width: min(var(--awesome-chat-width, 24rem), 100vw - 2rem);
    height: min(var(--awesome-chat-height, 36rem), 100dvh - 6.5rem);
    box-shadow:
      0 1px 3px #0003,
      0 12px 40px #0004;
  }
  section[data-side='right'] {
    right: max(1rem, env(safe-area-inset-right));
  }
  section[data-side='left'] {
    left: max(1rem, env(safe-area-inset-left));
  }
  :host(:not([open])) section {
    display: none;
  }
  [part='launcher'] {
    display: grid;
    place-items: center;
    position: relative;
    width: 3.5rem;
    height: 3.5rem;
    padding: 0;
    color: var(--_on-accent);
    background: var(--_accent);
    border: 1px solid transparent;
    border-radius: 50%;
    box-shadow:
      0 1px 3px #0004,
      0 4px 16px #0003;
  }
  [part='launcher']:focus-visible {
    outline-offset: 3px;
  }
  [part='launcher'] svg {
    width: 1.625rem;
  }
  svg {
    display: block;
    fill: currentColor;
  }
  [part='badge'] {
    position: absolute;
    inset-block-start: -0.25rem;
    inset-inline-end: -0.25rem;
    box-sizing: border-box;
    min-width: 1.375rem;
    padding: 0 0.375rem;
    font-size: 0.75rem;
    font-weight: 600;
    line-height: 1.375rem;
    color: #fff;
    background: #c81e1e;
    border-radius: 1rem;
  }
  [part='badge']:empty {
    display: none;
  }
  header {
    position: relative;
    padding-inline-end: 3rem;
  }
  [part='close'] {
    position: absolute;
    inset-block-start: 0.625rem;
    inset-inline-end: 0.625rem;
    padding: 0.5rem;
    color: inherit;
    border-radius: 50%;
  }
  [part='close'] svg {
    width: 1rem;
  }
  /* As in ./full-screen.ts. */
  @media (max-width: 480px) {
    section {
      top: 0;
      right: 0 !important;
      bottom: auto;
      left: 0 !important;
      box-sizing: border-box;
      width: 100%;
      max-width: none;
      height: 100dvh;
      max-height: none;
      padding: env(safe-area-inset-top) env(safe-area-inset-right) env(safe-area-inset-bottom)
        env(safe-area-inset-left);
      border: 0;
      border-radius: 0;
    }
  }
  @media (forced-colors: active) {
    [part='launcher'],
    [part='badge'] {
      border: 1px solid ButtonText;
    }
  }
  @media (prefers-reduced-motion: no-preference) {
    section {
      animation: rise 0.18s ease-out;
    }
    @keyframes rise {
      from {
        opacity: 0;
        translate: 0 0.75rem;
      }
    }
  }
`);
