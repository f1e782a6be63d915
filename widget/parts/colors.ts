import type { AwesomeChat } from '../awesome-chat.js';
import { paint } from './palette.js';
import type { Part } from './part.js';
import { adopt, sheetOf } from './sheet.js';
import { shownNames } from './shown-names.js';

const css = String.raw;

const styles = sheetOf(css`
  [data-color] {
    --_color: color-mix(in srgb, var(--_hue) 65%, var(--_text));
  }
  bdi[data-color] {
    color: var(--_color);
  }
  /* What it stands on is the site's own bar. */
  .name bdi[data-color] {
    color: inherit;
  }
  .name bdi[data-color]::after {
    content: '';
    display: inline-block;
    width: 0.625em;
    height: 0.625em;
    margin-inline-start: 0.375em;
    background: var(--_color);
    border: 1px solid var(--_back);
    border-radius: 50%;
  }
`);

/** The names of people in the colours that they chose. */
export function createPart(chat: AwesomeChat): Part {
  const root = chat.shadowRoot!;
  const undress = adopt(root, styles);
  const part = {
    update() {
      for (const [name, person] of shownNames(chat)) paint(name, person?.color);
      const own = root.querySelector<HTMLElement>('.name bdi');
      if (own) paint(own, chat.me?.color);
    },
    remove: undress,
  };
  part.update();
  return part;
}
