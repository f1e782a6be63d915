import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { You } from '../protocol/events.js';
import type { Person } from '../protocol/messages.js';
import type { Claims } from './claims.js';
import type { Choice } from './store/store.js';
import { cleanName } from './names.js';
import { LEEWAY_S } from './tokens.js';

/** Characters of a public id: 132 bits, far beyond any chance of two people sharing one. */
const ID_LENGTH = 22;

/** What someone may do: guests are nobody's word, members are the site's, and moderators may more than talk. */
export type Role = 'guest' | 'member' | 'moderator';

/** A person as one connection knows it. */
export interface Identity {
  person: Person;
  role: Role;
  /** The secret that proves a guest: 256 random bits in base64url. Absent with a token. */
  resume?: string;
  /** Why the wished name was not taken. */
  refusal?: 'bad-name';
  /** A name that could be used instead of it. */
  suggestion?: string;
  /** The only rooms that are open to this person, with `*` for any part of a name. Absent: no such bound. */
  rooms?: readonly string[];
  /** Whether the relay remembers them. */
  isKept?: boolean;
  /** The name they chose before, also where they come with another. */
  knownAs?: string;
  /** When the token ends, leeway included: ms since 1970. Absent: never. */
  endsAt?: number;
}

/** Someone of whom nobody says who it is. */
export type Guest = Identity & { resume: string };

/** Where an id is good for. */
export interface Realm {
  space: string;
  key: string;
}

export interface IdentityRequest {
  resume?: string | undefined;
  name?: string | undefined;
  /** Part of the hash, so that one token in two spaces is two people. Default '': the space of namespace `/`. */
  space?: string;
  /** The embedding site's origin, '' for the relay's own pages. */
  origin: string;
}

/** Makes a new guest, or the guest who holds the resume token. Needs no table: the id is a hash of the token. */
export function identify({ resume = newToken(), name, origin, space = '' }: IdentityRequest): Guest {
  const id = guestId(resume, origin, space);
  return { ...named(id, name), role: 'guest', resume };
}

/**
 * Who a site says it is.
 *
 * @param realm the space, and what ids are hashed with: `sub` may be an e-mail address, which could be guessed from a
 *   plain hash
 * @param wished the name to go by where the site gives none
 */
export function identifyMember(claims: Claims, realm: Realm, wished: string | undefined): Identity {
  const { exp, picture, role, rooms } = claims;
  const given = cleanName(claims.name ?? '');
  const { person, ...rest } = named(memberId(claims, realm), given || wished);
  return {
    person: {
      ...person,
      ...(role && { role }),
      ...(given && { verified: true as const }),
      ...(picture && { picture }),
    },
    ...rest,
    role: role ?? 'member',
    ...(rooms && { rooms }),
    endsAt: (exp + LEEWAY_S) * 1000,
  };
}

/** What someone chose: no name that the site or the relay gave. */
export function choiceOf({ person: { id, name, verified, color } }: Identity): Choice {
  const isChosen = !verified && name !== guestName(id);
  return { ...(isChosen && { name }), ...(color && { color }) };
}

/** As they chose to appear before, unless they come with another name. */
export function asChosen(identity: Identity, { name, color }: Choice): Identity {
  const isFree = !identity.person.verified && !choiceOf(identity).name;
  const person = { ...identity.person, ...(name && isFree && { name }) };
  return { ...identity, ...(name && { knownAs: name }), person: colored(person, color) };
}

/** Without a name that is new: as they were known before, or by a guest's. */
export function asKnown(identity: Identity): Identity {
  const { person, knownAs } = identity;
  return person.verified
    ? identity
    : { ...identity, person: { ...person, name: knownAs ?? guestName(person.id) } };
}

/** The same person, whose name has another colour. */
export function colored(person: Person, color: Choice['color']): Person {
  const plain = { ...person };
  delete plain.color;
  return color && color !== 'none' ? { ...plain, color } : plain;
}

/** What a person is told of themselves. */
export function youOf({ person, resume, refusal, suggestion }: Identity): You {
  const told = { ...(refusal && { refusal }), ...(suggestion && { suggestion }) };
  return { ...person, ...(resume && { resume }), ...told };
}

function named(id: string, name: string | undefined): Pick<Identity, 'person' | 'refusal'> {
  const wished = name === undefined ? '' : cleanName(name);
  const person = { id, name: wished || guestName(id) };
  return { person, ...(name && !wished && { refusal: 'bad-name' }) };
}

function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** The site's origin is part of the hash, so that two sites cannot tell that they have the same visitor. */
function guestId(resume: string, origin: string, space: string): string {
  const hash = createHash('sha256').update(`guest\0${space}\0${origin}\0${resume}`);
  return hash.digest('base64url').slice(0, ID_LENGTH);
}

/** As JSON, in which no part can be shifted into the next. */
function memberId({ iss, sub }: Claims, { space, key }: Realm): string {
  const hash = createHmac('sha256', key).update(JSON.stringify(['member', space, iss, sub]));
  return hash.digest('base64url').slice(0, ID_LENGTH);
}

/** A name of four digits that stays the same for one person. */
export function guestName(id: string): string {
  const digits = Buffer.from(id, 'base64url').readUInt32BE(0) % 9000;
  return `Guest ${1000 + digits}`;
}
