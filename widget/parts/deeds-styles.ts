import { sheetOf } from './sheet.js';

const css = String.raw;

/** How menus, suggestions, and what is told to the visitor alone look. */
export const deedsStyles = sheetOf(css`
  [part='menu'],
  [part='suggestions'] {
    padding: 0.375rem 0;
    color: var(--_text);
    background: var(--_back);
    border: 1px solid var(--_line);
  }
  [part='menu'] {
    position: absolute;
    z-index: 2;
    box-sizing: border-box;
    max-width: 100%;
    max-height: 100%;
    overflow: auto;
    border-radius: 8px;
    box-shadow: 0 4px 16px #0003;
  }
  [role='menuitem'] {
    display: block;
    width: 100%;
    min-height: 2.25em;
    padding: 0.25rem 0.875rem;
    text-align: start;
    border-radius: 0;
  }
  [role='menuitem']:is(:hover, :focus-visible),
  [role='option'][aria-selected='true'] {
    background: var(--_surface);
  }
  [part='unignore'] {
    font-size: var(--_small);
    text-decoration: underline;
  }
  [part='suggestions'] {
    flex: none;
    max-height: min(40%, 11rem);
    margin: 0;
    overflow: auto;
    list-style: none;
    border-inline: 0;
    border-block-end: 0;
  }
  [role='option'] {
    min-height: 1.5em;
    cursor: pointer;
  }
  [role='option'][aria-selected='true'] {
    outline: 2px solid transparent;
    outline-offset: -2px;
  }
  [part='told'] {
    box-sizing: border-box;
    padding: 0.375em var(--_edge);
    flex: none;
    max-height: 40%;
    overflow: auto;
    font-size: var(--_small);
    white-space: pre-line;
    color: var(--_muted);
  }
  [part='told']:empty {
    display: none;
  }
`);
