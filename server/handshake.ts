import type { IncomingMessage } from 'node:http';
import type { Socket } from 'socket.io';
import { safeParse } from 'valibot';
import { Refused } from '../protocol/refusals.js';
import { authSchema } from '../protocol/schemas.js';
import { identify, type Identity } from './identity.js';
import { isOwnOrigin } from './origins.js';

/** Who asks to be connected, and in which dialect. */
export interface Newcomer {
  dialect: 'current' | 'tutorial';
  identity: Identity;
}

/**
 * Reads a socket's handshake. A client that names no version speaks the tutorial's dialect.
 *
 * @throws Refused `bad-request` for a version that does not exist; `not-allowed` when the dialect is off.
 */
export function readHandshake({ handshake, request }: Socket, allowsTutorial: boolean): Newcomer {
  const origin = siteOf(request);
  const auth: unknown = handshake.auth;
  const isTutorial = typeof auth !== 'object' || auth === null || !Object.hasOwn(auth, 'v');
  if (isTutorial) {
    if (!allowsTutorial) throw new Refused('not-allowed');
    return { dialect: 'tutorial', identity: identify({ origin }) };
  }
  const parsed = safeParse(authSchema, auth);
  if (!parsed.success) throw new Refused('bad-request');
  const { name, resume } = parsed.output;
  return { dialect: 'current', identity: identify({ name, resume, origin }) };
}

/** The embedding site. The relay's own pages send no `Origin` with some of their requests: they are ''. */
function siteOf({ headers: { origin, host } }: IncomingMessage): string {
  return origin === undefined || isOwnOrigin(origin, host) ? '' : origin;
}
