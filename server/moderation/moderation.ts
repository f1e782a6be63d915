import { createHmac } from 'node:crypto';
import { answerOf, Refused } from '../../protocol/refusals.js';
import type { Connection } from '../connection.js';
import type { Connections } from '../connections.js';
import { Deadline } from '../deadline.js';
import type { Identity } from '../identity.js';
import type { AuditEntry, Deed, KeptPerson, ModerationStore, RoomRule, Sanction } from '../store/store.js';
import { Sanctions } from './sanctions.js';

/** People whose address is remembered also where nothing else is: who has just left can be sanctioned as well. */
const MAX_KNOWN = 10_000;
/** A ban that ends within this is waited for by whoever is banned, in ms. Timers of browsers do not go much further. */
const WORTH_WAITING_MS = 86_400_000;
const UNAVAILABLE_RETRY_MS = 3000;
/** Characters of an address's hash: 132 bits. */
const HASH_LENGTH = 22;

/** What moderation needs of the rest of the relay. */
export interface ModerationTools {
  store: ModerationStore;
  /** What addresses are hashed with. */
  idKey: () => Promise<string>;
  /** What is remembered of people who are not here. */
  recall: (person: string) => Promise<Pick<KeptPerson, 'name' | 'verifiedName' | 'address'> | undefined>;
  /** Those whom it may concern. */
  connections: Connections;
  /** Hears of everything that is done. */
  audit: (entry: AuditEntry) => void;
  report: (error: unknown) => void;
}

/** What moderators have decided, and whom it concerns. In memory for every check, in the store for the next start. */
export class Moderation {
  /** Whose rooms and people these are. */
  readonly space: string;
  readonly #tools: ModerationTools;
  readonly #sanctions = new Sanctions();
  readonly #rules = new Map<string, RoomRule>();
  /** By person, the hash of their address; who came last is the last. */
  readonly #addresses = new Map<string, string>();
  /** When the next of the sanctions is over. */
  readonly #end = new Deadline(() => this.#endSanctions());
  #key = '';
  #loading: Promise<void> | undefined;

  /** @param space default '': that of namespace `/` */
  constructor(tools: ModerationTools, space = '') {
    this.#tools = tools;
    this.space = space;
  }

  /** Lets a newcomer in. @throws Refused `banned`; `unavailable` while the store cannot be read */
  async admit(identity: Identity, address: string): Promise<void> {
    await this.#load();
    const until = this.#until('ban', identity, address);
    if (until !== undefined) throw bannedUntil(until);
  }

  /** Takes note of who has come in, and from where. */
  meet(connection: Connection): void {
    const { person, address } = connection;
    this.#addresses.delete(person.id);
    this.#addresses.set(person.id, this.#hashOf(address));
    if (this.#addresses.size > MAX_KNOWN) this.#addresses.delete(this.#addresses.keys().next().value!);
    // They may have been banned between the door and here.
    this.#endIfBanned(connection);
  }

  /** A hash of the address that someone came from last, as far as it is known by heart. */
  addressOf(person: string): string | undefined {
    return this.#addresses.get(person);
  }

  /** Whether a newcomer may not write. */
  isMuted(identity: Identity, address: string): boolean {
    return this.#until('mute', identity, address) !== undefined;
  }

  /** Why somebody may not write in a room now. */
  refusalFor(connection: Connection, room: string): 'muted' | 'read-only' | undefined {
    if (connection.role === 'moderator') return undefined;
    if (this.#until('mute', connection, connection.address) !== undefined) return 'muted';
    return this.#rules.get(room)?.isLocked ? 'read-only' : undefined;
  }

  /** How long moderators have everyone wait between two messages in a room, in ms; 0: not at all. */
  slowMsIn(room: string): number {
    return this.#rules.get(room)?.slowMs ?? 0;
  }

  /** Mutes or bans somebody, and ends their connections. @throws Refused `not-allowed` for moderators; `unavailable` */
  async sanction(kind: Sanction['kind'], person: string, entry: AuditEntry): Promise<void> {
    const theirs = [...this.#connections.of(person)];
    if (theirs.some(({ role }) => role === 'moderator')) throw new Refused('not-allowed');
    const kept = await this.#tools.recall(person);
    const name = theirs[0]?.person.name ?? nameOf(kept);
    const address = this.addressOf(person) ?? kept?.address;
    const until = entry.at + entry.forMs!;
    const where = address === undefined ? {} : { address };
    const sanction = { space: this.space, kind, person, name, until, at: entry.at, ...where };
    await this.#keep({ entry: { ...entry, person, name }, sanction });
    this.#sanctions.put(sanction);
    this.#end.set(this.#sanctions.nextEnd);
    if (kind === 'mute') this.#tellMuted([sanction]);
    else for (const connection of this.#connections) this.#endIfBanned(connection);
  }

  /** @returns the sanction that is no more, if there was one @throws Refused `unavailable` */
  async lift(kind: Sanction['kind'], person: string, entry: AuditEntry): Promise<Sanction | undefined> {
    await this.#keep({ entry: { ...entry, person }, lifted: { space: this.space, kind, person } });
    const lifted = this.#sanctions.lift(kind, person);
    if (lifted) this.#tellMuted([lifted]);
    return lifted;
  }

  /** Sets how a room is written in, and tells who is there; what is not named stays. @throws Refused `unavailable` */
  async setRule(change: Partial<RoomRule>, entry: AuditEntry): Promise<void> {
    const { room } = entry;
    const before = this.#rules.get(room) ?? { slowMs: 0, isLocked: false };
    const rule = { ...before, ...change, space: this.space, room };
    await this.#keep({ entry, rule });
    this.#setRule(rule);
    for (const connection of this.#connections) connection.tellSettings(room);
  }

  /** Takes down what was done. @throws Refused `unavailable` */
  async note(entry: AuditEntry): Promise<void> {
    await this.#keep({ entry });
  }

  /** Forgets what somebody is called. What was decided about them goes on. */
  forget(person: string): void {
    for (const connection of this.#connections.of(person)) connection.forget();
    this.#sanctions.forget(person);
  }

  /** The bans that hold, those that end first first. @throws Refused `unavailable` */
  async bans(): Promise<Sanction[]> {
    await this.#load();
    return this.#sanctions.all(Date.now()).filter(({ kind }) => kind === 'ban');
  }

  /** Looks at no clock any more. */
  close(): void {
    this.#end.clear();
  }

  get #connections(): Connections {
    return this.#tools.connections;
  }

  #endSanctions(): void {
    this.#tellMuted(this.#sanctions.takeEnded(Date.now()));
    this.#end.set(this.#sanctions.nextEnd);
  }

  /** Tells those who are, or were, muted how they may write now. */
  #tellMuted(sanctions: Sanction[]): void {
    const mutes = sanctions.filter(({ kind }) => kind === 'mute');
    if (mutes.length === 0) return;
    for (const connection of this.#connections) {
      const { person, address, role } = connection;
      const where = role === 'guest' ? this.#hashOf(address) : undefined;
      if (mutes.some(mute => mute.person === person.id || (where && mute.address === where)))
        connection.tellSettings();
    }
  }

  #until(
    kind: Sanction['kind'],
    { person, role }: Pick<Identity, 'person' | 'role'>,
    address: string,
  ): number | undefined {
    // It is asked with every message, and a hash takes longer than all else that is asked.
    if (role === 'moderator' || this.#sanctions.isEmpty) return undefined;
    // A guest is new with every new tab. Whom a site vouches for is nobody else.
    const where = role === 'guest' ? this.#hashOf(address) : undefined;
    return this.#sanctions.until(kind, { person: person.id, address: where }, Date.now());
  }

  #endIfBanned(connection: Connection): void {
    const until = this.#until('ban', connection, connection.address);
    if (until !== undefined) connection.end(answerOf(bannedUntil(until)));
  }

  #setRule(rule: RoomRule): void {
    const { room, slowMs, isLocked } = rule;
    if (slowMs > 0 || isLocked) this.#rules.set(room, rule);
    else this.#rules.delete(room);
  }

  #load(): Promise<void> {
    return (this.#loading ??= this.#read().catch((error: unknown) => {
      this.#loading = undefined;
      throw this.#unavailable(error);
    }));
  }

  async #read(): Promise<void> {
    const { store, idKey } = this.#tools;
    this.#key = await idKey();
    const { sanctions, rules } = await store.readModeration(this.space, Date.now());
    for (const sanction of sanctions) this.#sanctions.put(sanction);
    this.#end.set(this.#sanctions.nextEnd);
    for (const rule of rules) this.#setRule(rule);
  }

  async #keep(deed: Deed): Promise<void> {
    await this.#load();
    try {
      await this.#tools.store.keepDeed(deed);
    } catch (error) {
      throw this.#unavailable(error);
    }
    this.#tools.audit(deed.entry);
  }

  #unavailable(error: unknown): Refused {
    this.#tools.report(error);
    return new Refused('unavailable', { retryAfter: UNAVAILABLE_RETRY_MS });
  }

  /** Nobody who sees the database can tell from it where somebody was. */
  #hashOf(address: string): string {
    return createHmac('sha256', this.#key)
      .update(`address\0${address}`)
      .digest('base64url')
      .slice(0, HASH_LENGTH);
  }
}

function nameOf(kept: Pick<KeptPerson, 'name' | 'verifiedName'> = {}): string {
  return kept.verifiedName ?? kept.name ?? '';
}

function bannedUntil(until: number): Refused {
  const leftMs = until - Date.now();
  return new Refused('banned', leftMs <= WORTH_WAITING_MS ? { retryAfter: Math.max(1, leftMs) } : {});
}
