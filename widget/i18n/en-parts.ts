import type { Refusal } from '../../protocol/refusals.js';
import type { PartTranslation } from './translation.js';

/** The English words of what is loaded later, which come with it. */
export const enParts: PartTranslation = {
  close: 'Close',
  loads: 'The chat connects to its server once you join.',
  load: 'Join the chat',
  sound: 'Sound',
  notifications: 'Notifications',
  beginning: 'This is where the conversation begins.',
  notLoaded: 'These messages could not be loaded.',
};

/** What may be refused once the room is open. */
export const lateRefusals: Partial<Record<Refusal, string>> = {
  'bad-request': 'The chat did not understand this.',
  empty: 'There is nothing to send.',
  'too-long': 'This is too long.',
  'not-joined': 'You are not in this room.',
  muted: 'You may not write here for now.',
  'slow-mode': 'One message at a time. Please wait.',
  'bad-name': 'This name cannot be used.',
};
