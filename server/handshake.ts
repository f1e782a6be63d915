import type { IncomingMessage } from 'node:http';
import type { Socket } from 'socket.io';
import { safeParse } from 'valibot';
import { Refused } from '../protocol/refusals.js';
import { authSchema } from '../protocol/schemas.js';
import type { Acquaintances } from './acquaintances.js';
import { asChosen, identify, type Identity } from './identity.js';
import type { Members } from './members.js';
import type { GuestRights } from './options.js';
import { isOwnOrigin } from './origins.js';

/** Who asks to be connected, and in which dialect. */
export interface Newcomer {
  dialect: 'current' | 'tutorial';
  identity: Identity;
}

/** Who is let in. */
export interface Door {
  space: string;
  tutorial: boolean;
  guests: GuestRights;
  members: Pick<Members, 'identify'>;
  acquaintances: Pick<Acquaintances, 'recall'>;
}

/**
 * Reads a socket's handshake. A client that names no version speaks the tutorial's dialect.
 *
 * @throws Refused `bad-request` for a version that does not exist; `not-allowed` when the dialect is off; `bad-token`
 *   also for a guest where none may come in; `expired-token`, `unavailable`
 */
export async function readHandshake({ handshake, request }: Socket, door: Door): Promise<Newcomer> {
  const origin = siteOf(request);
  const auth: unknown = handshake.auth;
  const isTutorial = typeof auth !== 'object' || auth === null || !Object.hasOwn(auth, 'v');
  if (isTutorial) {
    if (!door.tutorial) throw new Refused('not-allowed');
    return { dialect: 'tutorial', identity: admitGuest({ origin }, door) };
  }
  const parsed = safeParse(authSchema, auth);
  if (!parsed.success) throw new Refused('bad-request');
  const { name, resume, token } = parsed.output;
  if (token !== undefined)
    return { dialect: 'current', identity: await recalled(await door.members.identify(token, name), door) };
  const guest = admitGuest({ name, resume, origin }, door);
  // A guest without a secret is new: there is nothing to remember.
  return { dialect: 'current', identity: resume ? await recalled(guest, door) : guest };
}

/** As they chose to appear the last time. */
async function recalled(identity: Identity, { acquaintances }: Door): Promise<Identity> {
  const kept = await acquaintances.recall(identity.person.id);
  return asChosen({ ...identity, isKept: kept !== undefined }, kept ?? {});
}

function admitGuest(asked: Parameters<typeof identify>[0], { guests, space }: Door): Identity {
  if (guests === 'none') throw new Refused('bad-token');
  return identify({ ...asked, space });
}

/** The embedding site. The relay's own pages send no `Origin` with some of their requests: they are ''. */
function siteOf({ headers: { origin, host } }: IncomingMessage): string {
  return origin === undefined || isOwnOrigin(origin, host) ? '' : origin;
}
