import { sheetOf } from './sheet.js';

const css = String.raw;

/** How what is offered beside one's name looks. */
export const namingStyles = sheetOf(css`
  .below {
    align-items: baseline;
  }
  [part='forget'] {
    margin-inline-start: 0.5em;
  }
  #forgetting {
    display: block;
  }
  [part='forget'] button,
  [part='instead'] {
    text-decoration: underline;
  }
`);
