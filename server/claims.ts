import * as v from 'valibot';
import { MAX_ROOM_LENGTH } from '../protocol/limits.js';

/** Rooms that one token may name. */
const MAX_ROOMS = 100;
const MAX_PICTURE_LENGTH = 500;

/** What cannot be used is left out: it takes nobody's rights away. */
const lenient = (schema: v.GenericSchema<string>) => v.fallback(v.optional(schema), undefined);

const pictureSchema = v.pipe(v.string(), v.maxLength(MAX_PICTURE_LENGTH), v.check(isPicture));

/** What a site says of a person in a token: only what is named here is ever used. */
export const claimsSchema = v.object({
  /** Who it is, by the site's own word. May be an e-mail address: it is never shown to anyone. */
  sub: v.pipe(v.string(), v.minLength(1), v.maxLength(255)),
  /** Which site says so. */
  iss: v.optional(v.string(), ''),
  /** When all of it ends: seconds since 1970. */
  exp: v.number(),
  name: lenient(v.string()),
  /** Address of a picture: https, or from a stroke on, on the site that shows it. */
  picture: lenient(pictureSchema),
  role: v.fallback(v.optional(v.literal('moderator')), undefined),
  /** The only rooms that are open to this person, by name or with `*` for any part of one. Absent: no such bound. */
  rooms: v.optional(
    v.pipe(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_ROOM_LENGTH))), v.maxLength(MAX_ROOMS)),
  ),
});

/** Whether it is on another site by https, or on the site that shows it, wherever that is. */
export function isPicture(address: string): boolean {
  const here = 'http://here.invalid';
  if (!URL.canParse(address, here)) return false;
  const { protocol, origin } = new URL(address, here);
  return protocol === 'https:' || (origin === here && address.startsWith('/'));
}

export type Claims = v.InferOutput<typeof claimsSchema>;
