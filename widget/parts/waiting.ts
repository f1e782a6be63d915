import type { AwesomeChat } from '../awesome-chat.js';
import { enWaiting } from '../i18n/en-parts.js';
import { wordsOf, type Inside, type Part } from './part.js';
import { adopt, sheetOf } from './sheet.js';

const css = String.raw;

const styles = sheetOf(css`
  [part='composer'],
  [part='notice'] {
    display: none;
  }
  [part='load'] {
    display: block;
    margin: 1em auto;
    padding: 0.375em 1em;
    font-weight: 600;
    color: var(--_on-accent);
    background: var(--_accent);
  }
`);

/** A chat that waits: until it is near what is seen, or until the visitor asks for it. */
export function createPart(chat: AwesomeChat, inside: () => Inside): Part {
  const root = chat.shadowRoot!;
  const offer = document.createElement('p');
  const button = document.createElement('button');
  button.setAttribute('part', 'load');
  button.addEventListener('click', () => chat.connect());
  // Within a screen's height.
  const nearness = new IntersectionObserver(seen => seen.at(-1)!.isIntersecting && chat.connect(), {
    rootMargin: '100%',
  });
  const undress = adopt(root, styles);
  const part = {
    update() {
      const { loads, load } = wordsOf(inside, enWaiting);
      button.textContent = load;
      if (!chat.clickToLoad && chat.layout !== 'launcher') nearness.observe(chat);
      if (!chat.clickToLoad || offer.isConnected) return;
      offer.append(loads, button);
      root.querySelector('#tail')!.after(offer);
    },
    remove() {
      nearness.disconnect();
      offer.remove();
      undress();
    },
  };
  part.update();
  return part;
}
