import type { PatienceTranslation } from './translation.js';

/** The English words of waiting until one may send again, which come with it. */
export const enPatience: PatienceTranslation = {
  sendAgainIn: 'You can send again in {0}.',
};
