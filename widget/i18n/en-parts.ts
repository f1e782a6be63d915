import type { PartTranslation } from './translation.js';

// The English words of what is loaded later: each part brings its own.

export const enLauncher = { close: 'Close' } satisfies Partial<PartTranslation>;

export const enWaiting = {
  loads: 'The chat connects to its server once you join.',
  load: 'Join the chat',
} satisfies Partial<PartTranslation>;

export const enRooms = { rooms: 'Rooms' } satisfies Partial<PartTranslation>;

export const enExtras = {
  yourName: 'Your name',
  sound: 'Sound',
  notifications: 'Notifications',
  isWriting: '{0} is writing…',
  areWriting: '{0} are writing…',
  manyWriting: 'Several people are writing…',
  actions: 'Actions',
} satisfies Partial<PartTranslation>;
