import type { LaterWords, Translation } from './translation.js';

/** What is said in English only once the room is open, or the relay has said no: loaded when that happens. */
export const enLater: Pick<Translation, LaterWords | 'refusals'> = {
  newMessages: 'New messages',
  gap: 'Some messages are missing here',
  older: 'Earlier messages',
  beginning: 'This is where the conversation begins.',
  newer: 'Later messages',
  latest: 'Latest messages',
  removed: 'This message was removed.',
  notLoaded: 'These messages could not be loaded.',
  refusals: {
    'bad-request': 'The chat did not understand this.',
    empty: 'There is nothing to send.',
    'too-long': 'This is too long.',
    'unknown-room': 'This room does not exist.',
    'not-joined': 'You are not in this room.',
    'not-allowed': 'You may not do this.',
    muted: 'You may not write here for now.',
    banned: 'You are banned.',
    'slow-mode': 'One message at a time. Please wait.',
    'too-fast': 'Too fast. Please wait a moment.',
    busy: 'The chat is busy. Please wait a moment.',
    'bad-name': 'This name cannot be used.',
    'bad-token': 'Please sign in on this site.',
    'expired-token': 'Please sign in again.',
    'bad-origin': 'This site may not use this chat (CHAT_ORIGINS).',
  },
};
