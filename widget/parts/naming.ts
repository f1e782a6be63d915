import type { AwesomeChat } from '../awesome-chat.js';
import { enNaming } from '../i18n/en-naming.js';
import { ColorChoice } from './color-choice.js';
import { Forgetting } from './forgetting.js';
import { namingStyles } from './naming-styles.js';
import type { Inside, Part } from './part.js';
import { adopt } from './sheet.js';
import { SuggestedName } from './suggested-name.js';
import { WantedWords } from './wanted-words.js';

/** What there is to one's name beside choosing it: its colour, another that could be, and being forgotten. */
export function createPart(chat: AwesomeChat, inside: () => Inside): Part {
  const words = new WantedWords(enNaming, chat, inside);
  const undress = adopt(chat.shadowRoot!, namingStyles);
  const pieces = [SuggestedName, ColorChoice, Forgetting].map(Piece => new Piece(chat, inside, words));
  const part = {
    update() {
      words.update();
      if (!words.isReady) return;
      for (const piece of pieces) piece.update();
    },
    remove() {
      for (const piece of pieces) piece.remove();
      undress();
    },
  };
  part.update();
  return part;
}
