import { en } from '../../widget/i18n/en.js';
import { enParts } from '../../widget/i18n/en-parts.js';
import { enRefusals } from '../../widget/i18n/en-refusals.js';

/** All English words, those that come later, too. */
export const english = { ...en, ...enParts, refusals: { ...en.refusals, ...enRefusals } };
