import type { Color } from '../../protocol/colors.js';
import type { Person, UserMessage } from '../../protocol/messages.js';

/** Which room, of which space. The default space is ''. */
export interface RoomAddress {
  space: string;
  room: string;
}

/** A message that has no place yet. */
export interface Draft extends RoomAddress {
  id: string;
  message: string;
  from: Person;
  /** When it was taken: milliseconds since 1970. */
  at: number;
  /** A change of the message of that id, which then takes the room's next revision. Unknown ids are left alone. */
  replaces?: true;
  /** With `replaces`: the message is taken away. What is left of it is its place, and `from`. */
  removed?: true;
}

/**
 * Which messages of a room: the one of an id; those of a person since a time, in ms since 1970; or all that shows a
 * person, also those that were taken away and still have their name.
 */
export type Which = { id: string } | { person: string; since: number } | { traceOf: string };

/** What became of a draft. */
export interface Stored {
  message: UserMessage;
  /** False: there was a message under that id already, and this is it. */
  isNew: boolean;
}

/** Where a room's log stands. */
export interface RoomState {
  /** Names this life of the store: another one after it was emptied or restored. */
  epoch: string;
  /** The newest revision, also when its message is gone. */
  head: number;
  /** Changes up to this revision are no longer all there. */
  prunedRev: number;
}

/** Messages of a room, and its state, in one read. */
export interface StoredPage extends RoomState {
  messages: UserMessage[];
  /** Nothing further in the direction asked. */
  complete: boolean;
}

/** The newest of a room: what it keeps in memory. */
export interface StoredRoom extends StoredPage {
  /** All changes after this revision are of messages in the page. */
  coveredRev: number;
}

/** A place in a room's history. Each is a `seq`; before and after exclude it. */
export type Place = { before: number } | { after: number } | { around: number };

/** Which person, of which space. */
export interface PersonAddress {
  space: string;
  id: string;
}

/** What someone chose of how they appear. */
export interface Choice {
  /** Their name. Absent: they did not choose any. */
  name?: string;
  /** Its colour. Absent: they did not choose any. */
  color?: Color | 'none';
}

/** What is kept of a person. */
export interface KeptPerson extends PersonAddress, Choice {
  /** The name that their site vouches for. Absent: it does for none. */
  verifiedName?: string;
  /** A keyed hash of the address they came from last. Absent: it is not known. */
  address?: string;
  /** When they were here first, and last: milliseconds since 1970. */
  firstSeen: number;
  lastSeen: number;
}

/** Whom a site vouches for: public id, and the name. */
export type VerifiedPerson = Pick<Person, 'id' | 'name'>;

/** What is kept of a room. Undefined: all. */
export interface Retention {
  /** Messages older than this go. In ms. */
  maxAgeMs?: number;
  /** Messages of a room beyond this many go, the oldest first. */
  maxCount?: number;
}

/** What is kept of rooms: those whose space and name fit, `*` standing for any part. */
export interface RetentionRule extends Retention, RoomAddress {}

/** What a pruning took from a room: everything up to these. */
export interface Pruned extends RoomAddress {
  prunedRev: number;
  prunedSeq: number;
}

/**
 * Keeps the logs of rooms. All or nothing: what `append` resolves for survives the end of the process and of
 * the machine; what it rejects for was never there.
 */
export interface Store {
  /** Commits drafts in their order, as one transaction. */
  append(drafts: Draft[]): Promise<Stored[]>;
  /** The newest messages, at most `limit`, ascending by `seq`. */
  open(address: RoomAddress, limit: number): Promise<StoredRoom>;
  /** What changed after a revision, ascending by `rev`. */
  changesAfter(address: RoomAddress, rev: number, limit: number): Promise<StoredPage>;
  /** Messages that were not taken away, but for a trace, ascending by `seq`: at most 5,000, the oldest. */
  select(address: RoomAddress, which: Which): Promise<UserMessage[]>;
  /** A page of the past, ascending by `seq`. */
  history(address: RoomAddress, place: Place, limit: number): Promise<StoredPage>;
  /**
   * Takes a small batch of what is no longer to be kept. Empty: there is none.
   *
   * @param rules the first that fits a room counts. What none fits is kept.
   */
  prune(rules: readonly RetentionRule[], now: number): Promise<Pruned[]>;
  /** Writes a copy that can be used in its place, as another life of it. @throws if the file exists. */
  backup(file: string): Promise<void>;
  close(): Promise<void>;
}

/** What a person may not do for some time, in all rooms of a space. */
export interface Sanction {
  space: string;
  kind: 'mute' | 'ban';
  /** Public id of the person, and the name they had. */
  person: string;
  name: string;
  /** Keyed hash of the address they came from: it counts for guests from there, too. Absent: it is not known. */
  address?: string;
  /** When it ends, and when it began: ms since 1970. */
  until: number;
  at: number;
}

/** What moderators have set for a room. */
export interface RoomRule extends RoomAddress {
  /** One message per person in so many ms. 0: no such rule. */
  slowMs: number;
  /** Only moderators may write. */
  isLocked: boolean;
}

/** What somebody has done to keep the peace, for whoever runs the relay. No texts. */
export interface AuditEntry extends RoomAddress {
  /** Milliseconds since 1970. */
  at: number;
  action: string;
  by: Pick<Person, 'id' | 'name'>;
  /** Whom it was done to. */
  person?: string;
  name?: string;
  /** Id of the message that was removed. */
  message?: string;
  forMs?: number;
  everyMs?: number;
  /** How many messages were removed. */
  removed?: number;
}

/** What was done, and what holds from now on. */
export interface Deed {
  entry: AuditEntry;
  sanction?: Sanction;
  lifted?: Pick<Sanction, 'space' | 'kind' | 'person'>;
  rule?: RoomRule;
}

/** Keeps what moderators decide. */
export interface ModerationStore {
  /** What holds in a space. */
  readModeration(space: string, now: number): Promise<{ sanctions: Sanction[]; rules: RoomRule[] }>;
  /** All of it or nothing. */
  keepDeed(deed: Deed): Promise<void>;
}

/** Keeps what is known of people. */
export interface PeopleStore {
  personAt(address: PersonAddress): Promise<KeptPerson | undefined>;
  /** Those with a verified name, at most `limit`: who was seen last is the last. */
  verifiedPeople(space: string, limit: number): Promise<VerifiedPerson[]>;
  /** Keeps what is new, a name only where there is one; forgets those not seen since, ms since 1970. */
  keepPeople(people: KeptPerson[], forgetBefore: number): Promise<void>;
}
