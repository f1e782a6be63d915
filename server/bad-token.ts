import { Refused } from '../protocol/refusals.js';

/** What can be wrong with a token, each in words for who runs the relay. A token's own words are never in them. */
export const TOKEN_FAULTS = {
  unexpected: 'this relay has no key to check it with (CHAT_TOKEN_SECRET or CHAT_TOKEN_KEY)',
  'no-text': 'it is no text',
  size: 'it is longer than 8,192 characters',
  form: 'it is not three parts of base64url, separated by dots',
  json: 'its header or its payload is no JSON object in UTF-8',
  'duplicate-key': 'a name stands twice in its header or its payload',
  header: 'its header asks for something that is not done here, such as crit, jku or jwk',
  algorithm: 'its algorithm is not the one of the key',
  key: 'its kid is none of the keys',
  signature: 'its signature does not fit',
  'no-exp': 'it has no exp, or one that is no number',
  'not-yet': 'its nbf is in the future',
  audience: 'its aud is not CHAT_TOKEN_AUDIENCE',
  issuer: 'its iss is not CHAT_TOKEN_ISSUER',
  claims: 'its sub is no text of 1 to 255 characters, or its rooms are no list of names',
  'other-person': 'it was to renew the token of someone else',
  'no-keys': 'the keys to check it with could not be had from the address in CHAT_TOKEN_KEY',
} as const;

export type TokenFault = keyof typeof TOKEN_FAULTS;

/** When to try again while the site's keys cannot be had, in ms. */
const NO_KEYS_RETRY_MS = 5000;

/** A token that does not hold, or cannot be checked now. The client hears no more; the reason is for who runs the relay. */
export class BadToken extends Refused {
  readonly fault: TokenFault;

  constructor(fault: TokenFault) {
    if (fault === 'no-keys') super('unavailable', { retryAfter: NO_KEYS_RETRY_MS });
    else super('bad-token');
    this.fault = fault;
  }
}

/** How often the same fault is told, in ms: strangers can cause them. */
const TELL_EVERY_MS = 60_000;

/** Says why tokens are refused, each reason once a minute at most. */
export function tellFaults(say: (sentence: string) => void, now = Date.now): (error: unknown) => void {
  const toldAt = new Map<TokenFault, number>();
  return error => {
    if (!(error instanceof BadToken)) return;
    const { fault } = error;
    if (now() - (toldAt.get(fault) ?? -Infinity) < TELL_EVERY_MS) return;
    toldAt.set(fault, now());
    say(`A token was refused: ${TOKEN_FAULTS[fault]}.`);
  };
}
