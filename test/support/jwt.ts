import { createHmac } from 'node:crypto';

/** A secret as a site would have it. */
export const SECRET = 'a secret of the site: 32 bytes at least';

/** Seconds from now, as a token has them. */
export const secondsFromNow = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;

export const encoded = (part: unknown) =>
  Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url');

/** What a site says of Ada, for five minutes. */
export const adasClaims = (more: object = {}) => ({ sub: 'ada', exp: secondsFromNow(300), ...more });

/** A token made by hand, with whatever header and payload; both may be text that is no JSON at all. */
export function signedByHand(payload: unknown, header: unknown = { alg: 'HS256' }, secret = SECRET): string {
  const signed = `${encoded(header)}.${encoded(payload)}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

/** A token of Ada's that holds. */
export const tokenOf = (claims: object = {}, secret = SECRET) =>
  signedByHand(adasClaims(claims), { alg: 'HS256', typ: 'JWT' }, secret);
