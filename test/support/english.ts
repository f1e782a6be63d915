import { en } from '../../widget/i18n/en.js';
import { enParts } from '../../widget/i18n/en-parts.js';
import { enDeeds } from '../../widget/i18n/en-deeds.js';
import { enLater } from '../../widget/i18n/en-later.js';
import { reworded } from '../../widget/i18n/translation.js';

/** All English words of the chat itself, those that come later, too. */
export const english = { ...reworded(en, enLater), ...enParts };

/** Those of what can be done about messages and people. */
export const englishDeeds = { lang: 'en', ...enDeeds };
