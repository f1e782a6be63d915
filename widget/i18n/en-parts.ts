import type { PartTranslation } from './translation.js';

/** The English words of what is loaded later, which come with it. */
export const enParts: PartTranslation = {
  close: 'Close',
  loads: 'The chat connects to its server once you join.',
  load: 'Join the chat',
  yourName: 'Your name',
  sound: 'Sound',
  notifications: 'Notifications',
};
