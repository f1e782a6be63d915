import { sheetOf } from './sheet.js';

const css = String.raw;

/** How what is offered beside one's name looks. */
export const namingStyles = sheetOf(css`
  .below {
    align-items: baseline;
  }
  [part='colors'] {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
    margin-block: 4px;
  }
  [part='colors'] input {
    appearance: none;
    width: 24px;
    height: 24px;
    margin: 0;
    background: color-mix(in srgb, var(--_hue, var(--_text)) 65%, var(--_text));
    border: 2px solid var(--_back);
    border-radius: 50%;
    cursor: pointer;
    forced-color-adjust: none;
  }
  [part='colors'] input:checked {
    border-color: var(--_text);
    box-shadow: inset 0 0 0 3px var(--_back);
  }
  #forgetting {
    display: block;
  }
  [part='forget'] button,
  [part='instead'] {
    text-decoration: underline;
  }
`);
