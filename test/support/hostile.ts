/** All that a client of today can ask for. */
export const EVENTS = [
  'join',
  'message',
  'since',
  'history',
  'leave',
  'typing',
  'rename',
  'recolor',
  'renew',
  'remove',
  'moderate',
];

/** How what makes no sense is answered. */
export const BAD = { ok: false, refusal: 'bad-request' };
