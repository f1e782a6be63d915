import { en } from '../../widget/i18n/en.js';
import { enExtras, enLauncher, enRooms, enWaiting } from '../../widget/i18n/en-parts.js';
import { enDeeds } from '../../widget/i18n/en-deeds.js';
import { enNaming } from '../../widget/i18n/en-naming.js';
import { enPatience } from '../../widget/i18n/en-patience.js';
import { enLater } from '../../widget/i18n/en-later.js';
import { reworded } from '../../widget/i18n/translation.js';

/** All English words of the chat itself, those that come later, too. */
export const english = { ...reworded(en, enLater), ...enLauncher, ...enWaiting, ...enRooms, ...enExtras };

/** Those that few visitors ever want. */
export const englishDeeds = { lang: 'en', ...enDeeds, ...enNaming, ...enPatience };
