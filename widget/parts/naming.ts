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
  const suggested = new SuggestedName(chat, inside, words);
  const colors = new ColorChoice(chat, inside, words);
  const forgetting = new Forgetting(chat, inside, words);
  const part = {
    update() {
      words.update();
      if (!words.isReady) return;
      suggested.update();
      colors.update();
      forgetting.update();
    },
    remove() {
      suggested.remove();
      colors.remove();
      forgetting.remove();
      undress();
    },
  };
  part.update();
  return part;
}
