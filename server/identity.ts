import { createHash, randomBytes } from 'node:crypto';
import type { Person } from '../protocol/messages.js';
import { cleanName } from './names.js';

/** Characters of a public id: 132 bits, far beyond any chance of two people sharing one. */
const ID_LENGTH = 22;

/** The space of namespace `/`. Part of the hash, so that one token in two spaces is two people. */
const DEFAULT_SPACE = '';

/** A person as one connection knows it. */
export interface Identity {
  person: Person;
  /** The secret that proves it: 256 random bits in base64url. */
  resume: string;
  /** Why the wished name was not taken. */
  refusal?: 'bad-name';
  /** A name that could be used instead of it. */
  suggestion?: string;
}

export interface IdentityRequest {
  resume?: string | undefined;
  name?: string | undefined;
  /** The embedding site's origin, '' for the relay's own pages. */
  origin: string;
}

/** Makes a new guest, or the guest who holds the resume token. Needs no table: the id is a hash of the token. */
export function identify({ resume = newToken(), name, origin }: IdentityRequest): Identity {
  const id = publicId(resume, origin);
  const wished = name === undefined ? '' : cleanName(name);
  const identity: Identity = { person: { id, name: wished || guestName(id) }, resume };
  if (name !== undefined && name !== '' && !wished) identity.refusal = 'bad-name';
  return identity;
}

function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** The site's origin is part of the hash, so that two sites cannot tell that they have the same visitor. */
function publicId(resume: string, origin: string): string {
  return createHash('sha256')
    .update(`guest\0${DEFAULT_SPACE}\0${origin}\0${resume}`)
    .digest('base64url')
    .slice(0, ID_LENGTH);
}

/** A name of four digits that stays the same for one person. */
export function guestName(id: string): string {
  const digits = Buffer.from(id, 'base64url').readUInt32BE(0) % 9000;
  return `Guest ${1000 + digits}`;
}
