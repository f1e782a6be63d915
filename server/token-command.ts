import { SignJWT } from 'jose';
import { safeParse } from 'valibot';
import { claimsSchema, isPicture } from './claims.js';
import { durationMs } from './duration.js';
import type { Settings } from './options.js';

/** What `awesome-chat token` takes: the claims, and for how long. */
export const TOKEN_FLAGS = ['sub', 'name', 'role', 'rooms', 'picture', 'expires'] as const;

export type TokenWishes = Partial<Record<(typeof TOKEN_FLAGS)[number], string>>;

type SigningKeys = Pick<Settings, 'tokenSecret' | 'tokenAudience' | 'tokenIssuer'>;

const DEFAULT_DURATION = '1h';

/** What keeps a token from being made, each in a sentence. */
export function tokenErrors(wishes: TokenWishes, { tokenSecret }: Settings): string[] {
  const { sub, role, expires = DEFAULT_DURATION, picture } = wishes;
  const errors: string[] = [];
  if (!tokenSecret)
    errors.push('CHAT_TOKEN_SECRET: give the secret of the relay; a public key makes no tokens');
  if (!sub) errors.push('--sub: say who the token is for, such as --sub ada');
  if (role !== undefined && role !== 'moderator')
    errors.push(`--role: ${JSON.stringify(role)} is not moderator (without it: a member)`);
  if (!(durationMs(expires) >= 1000))
    errors.push(`--expires: ${JSON.stringify(expires)} is not a time such as 1h`);
  if (sub && !safeParse(claimsSchema, { ...claimsOf(wishes), exp: 0 }).success)
    errors.push('--sub, --rooms: too long, or too many (docs/people.md)');
  if (picture !== undefined && !isPicture(picture))
    errors.push(`--picture: ${JSON.stringify(picture)} is no address on https, nor such as /people/ada.png`);
  return errors;
}

/** A token for whoever runs the relay to try with, signed with the first secret. */
export async function makeToken(wishes: TokenWishes, keys: SigningKeys): Promise<string> {
  const { tokenSecret, tokenAudience, tokenIssuer } = keys;
  const lastsS = Math.floor(durationMs(wishes.expires ?? DEFAULT_DURATION) / 1000);
  const token = new SignJWT(claimsOf(wishes)).setProtectedHeader({ alg: 'HS256', typ: 'JWT' });
  token.setIssuedAt().setExpirationTime(Math.floor(Date.now() / 1000) + lastsS);
  if (tokenAudience) token.setAudience(tokenAudience);
  if (tokenIssuer) token.setIssuer(tokenIssuer);
  return token.sign(tokenSecret![0]!);
}

function claimsOf({ sub, name, role, rooms, picture }: TokenWishes): Record<string, unknown> {
  const names = rooms?.split(',').map(room => room.trim());
  return JSON.parse(JSON.stringify({ sub, name, role, picture, rooms: names })) as Record<string, unknown>;
}
