import type { Translation } from './translation.js';

/** Why the chat says no, in English: loaded when the first no can come. Two of them are inside: ./en.ts. */
export const enRefusals: Translation['refusals'] = {
  'bad-request': 'The chat did not understand this.',
  empty: 'There is nothing to send.',
  'too-long': 'This is too long.',
  'unknown-room': 'This room does not exist.',
  'not-joined': 'You are not in this room.',
  'not-allowed': 'You may not do this.',
  'too-fast': 'Too fast. Please wait a moment.',
  busy: 'The chat is busy. Please wait a moment.',
  'bad-name': 'This name cannot be used.',
  'bad-token': 'Please sign in on this site.',
  'expired-token': 'Please sign in again.',
  'bad-origin': 'This site may not use this chat (CHAT_ORIGINS).',
};
