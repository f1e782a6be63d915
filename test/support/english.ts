import { en } from '../../widget/i18n/en.js';
import { enParts } from '../../widget/i18n/en-parts.js';
import { enLater } from '../../widget/i18n/en-later.js';
import { reworded } from '../../widget/i18n/translation.js';

/** All English words, those that come later, too. */
export const english = { ...reworded(en, enLater), ...enParts };
