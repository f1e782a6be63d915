import type Database from 'libsql';
import type { UserMessage } from '../../protocol/messages.js';
import { cutPage } from './page.js';
import type {
  Draft,
  Place,
  Pruned,
  RetentionRule,
  RoomAddress,
  RoomState,
  Stored,
  StoredPage,
  StoredRoom,
  Which,
} from './store.js';

/** Messages that one pruning looks at: a few ms of work, so that sends are not held up. */
const PRUNE_BATCH = 500;

interface RoomRow {
  key: number;
  space: string;
  name: string;
  head: number;
  pruned_rev: number;
  kept: number;
}

/** A room, and what is kept of it: so many messages, and none from before that time, ms since 1970. */
interface RoomToPrune extends RoomRow {
  most: number;
  oldest: number;
}

interface MessageRow {
  seq: number;
  rev: number;
  id: string;
  at: number;
  sender: string;
  message: string;
  removed: number;
}

/**
 * The next room with something overdue. No message is read for it but each room's oldest, as sends wait meanwhile; and
 * the rules are told apart here, as it would take long to look at each room from outside.
 */
const NEXT_ROOM = `
  WITH rules AS MATERIALIZED (
    SELECT key AS place, value ->> 'space' AS space, value ->> 'room' AS room,
      value ->> 'most' AS most, value ->> 'oldest' AS oldest
    FROM json_each(?))
  SELECT rooms.*, rules.most, rules.oldest FROM rooms CROSS JOIN rules ON rules.place =
    (SELECT place FROM rules WHERE rooms.space GLOB space AND rooms.name GLOB room ORDER BY place LIMIT 1)
  WHERE rooms.key >= ?
    AND (rooms.kept > rules.most OR
      (SELECT at FROM messages WHERE room = rooms.key ORDER BY seq LIMIT 1) < rules.oldest)
  ORDER BY rooms.key LIMIT 1`;

const COLUMNS = 'seq, rev, id, at, sender, message, removed';
/** Messages that one selection gives at most. */
const MAX_SELECTED = 5000;

/** What shows a person: what they wrote, and their name where that was taken away. */
const TRACE = `json_extract(sender, '$.id') = ? AND (removed = 0 OR json_extract(sender, '$.name') <> '') ORDER BY seq`;

/** The store's work on an open database, synchronous: it has a thread of its own. */
export class SqliteRooms {
  readonly #db: Database.Database;
  readonly #statements = new Map<string, Database.Statement>();
  /** Where the next pruning goes on. */
  #pruneFrom = 0;

  constructor(db: Database.Database) {
    this.#db = db;
  }

  /** What the public ids of members are hashed with: it stays the same as long as the database does. */
  idKey(): string {
    return (this.#sql('SELECT id_key AS key FROM store').get() as { key: string }).key;
  }

  append(drafts: Draft[]): Stored[] {
    return this.#inTransaction(() => {
      const rooms = new Map<string, RoomRow>();
      const stored = drafts.map(draft => {
        const name = `${draft.space}\0${draft.room}`;
        const room = rooms.get(name) ?? this.#roomToWrite(draft);
        rooms.set(name, room);
        return this.#write(room, draft);
      });
      const update = this.#sql('UPDATE rooms SET head = ?, kept = ? WHERE key = ?');
      for (const { key, head, kept } of rooms.values()) update.run(head, kept, key);
      return stored;
    });
  }

  open(address: RoomAddress, limit: number): StoredRoom {
    const page = this.history(address, { before: Number.MAX_SAFE_INTEGER }, limit);
    const first = page.complete ? 0 : (page.messages[0]?.seq ?? page.head + 1);
    const changed = this.#sql(
      'SELECT max(rev) AS rev FROM messages WHERE room = ? AND rev > ? AND seq < ?',
    ).get(this.#room(address)?.key ?? 0, first, first) as { rev: number | null };
    return { ...page, coveredRev: Math.max(changed.rev ?? 0, first - 1, page.prunedRev) };
  }

  changesAfter(address: RoomAddress, rev: number, limit: number): StoredPage {
    const room = this.#room(address);
    const rows = this.#select(room, 'rev > ? ORDER BY rev', rev, limit + 1);
    return { ...this.#state(room), ...cutPage(rows, limit) };
  }

  select(address: RoomAddress, which: Which): UserMessage[] {
    const room = this.#room(address);
    if ('id' in which) return this.#select(room, 'removed = 0 AND id = ?', which.id, 1);
    if ('traceOf' in which) return this.#select(room, TRACE, which.traceOf, MAX_SELECTED);
    const theirs = this.#sql(
      `SELECT ${COLUMNS} FROM messages WHERE room = ? AND seq >= ? AND removed = 0
         AND json_extract(sender, '$.id') = ? ORDER BY seq LIMIT ${MAX_SELECTED}`,
    );
    const rows = theirs.all(room?.key ?? 0, this.#firstSince(room, which.since), which.person);
    return (rows as MessageRow[]).map(toMessage);
  }

  history(address: RoomAddress, place: Place, limit: number): StoredPage {
    const room = this.#room(address);
    return { ...this.#state(room), ...this.#pageAt(room, place, limit) };
  }

  prune(rules: readonly RetentionRule[], now: number): Pruned[] {
    const bounds = JSON.stringify(rules.map(rule => boundsOf(rule, now)));
    const next = () => this.#nextRoom(bounds);
    for (let room = next(); room; room = next()) {
      const overdue = this.#overdue(room);
      if (overdue.length > 0) return [this.#drop(room, overdue)];
      this.#pruneFrom = room.key + 1;
    }
    return [];
  }

  /** The oldest messages of a room that are not to be kept, a batch of them. */
  #overdue(room: RoomToPrune): UserMessage[] {
    const first = this.#select(room, 'seq > ? ORDER BY seq', 0, PRUNE_BATCH);
    const keepFrom = first.findIndex(({ at }, index) => index >= room.kept - room.most && at >= room.oldest);
    return keepFrom === -1 ? first : first.slice(0, keepFrom);
  }

  #drop(room: RoomRow, dropped: UserMessage[]): Pruned {
    const prunedSeq = dropped.at(-1)!.seq;
    const prunedRev = dropped.reduce((highest, { rev }) => Math.max(highest, rev), room.pruned_rev);
    this.#inTransaction(() => {
      this.#sql('DELETE FROM messages WHERE room = ? AND seq <= ?').run(room.key, prunedSeq);
      const update = this.#sql('UPDATE rooms SET pruned_rev = ?, kept = kept - ? WHERE key = ?');
      update.run(prunedRev, dropped.length, room.key);
    });
    return { space: room.space, room: room.name, prunedRev, prunedSeq };
  }

  /** Rooms with something overdue, one after the other; undefined once after the last. */
  #nextRoom(bounds: string): RoomToPrune | undefined {
    const next = this.#sql(NEXT_ROOM).get(bounds, this.#pruneFrom) as RoomToPrune | undefined;
    this.#pruneFrom = next?.key ?? 0;
    return next;
  }

  #write(room: RoomRow, { id, message, from, at, replaces, removed }: Draft): Stored {
    const known = this.#select(room, 'id = ?', id, 1)[0];
    if (known && !replaces) return { message: known, isNew: false };
    if (!known && removed)
      return { message: { type: 'userMessage', message, id, seq: 0, rev: 0, at, from }, isNew: false };
    const rev = ++room.head;
    if (known)
      return {
        message: this.#change(room, known, { rev, message, ...(removed && { removed, from }) }),
        isNew: true,
      };
    room.kept++;
    const insert = this.#sql(`INSERT INTO messages (room, ${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, 0)`);
    insert.run(room.key, rev, rev, id, at, JSON.stringify(from), message);
    return { message: { type: 'userMessage', message, id, seq: rev, rev, at, from }, isNew: true };
  }

  #change(room: RoomRow, known: UserMessage, change: Partial<UserMessage>): UserMessage {
    const changed = { ...known, ...change };
    const { rev, message, from, removed, id } = changed;
    const update = this.#sql(
      'UPDATE messages SET rev = ?, message = ?, sender = ?, removed = ? WHERE room = ? AND id = ?',
    );
    update.run(rev, message, JSON.stringify(from), removed ? 1 : 0, room.key, id);
    return changed;
  }

  /** The first `seq` from a time on. Without an index: messages have come in the order of their times, near enough. */
  #firstSince(room: RoomRow | undefined, since: number): number {
    let [low, high] = [0, room?.head ?? 0];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const next = this.#select(room, 'seq > ? ORDER BY seq', middle, 1)[0];
      if (!next || next.at >= since) high = middle;
      else low = next.seq;
    }
    return low + 1;
  }

  #pageAt(
    room: RoomRow | undefined,
    place: Place,
    limit: number,
  ): { messages: UserMessage[]; complete: boolean } {
    if ('after' in place)
      return cutPage(this.#select(room, 'seq > ? ORDER BY seq', place.after, limit + 1), limit);
    if ('before' in place) {
      const rows = this.#select(room, 'seq < ? ORDER BY seq DESC', place.before, limit + 1);
      const { messages, complete } = cutPage(rows, limit);
      return { messages: messages.reverse(), complete };
    }
    const half = Math.ceil(limit / 2);
    const older = this.#pageAt(room, { before: place.around }, half);
    const newer = this.#pageAt(room, { after: place.around - 1 }, half);
    return { messages: [...older.messages, ...newer.messages], complete: older.complete && newer.complete };
  }

  #select(room: RoomRow | undefined, where: string, value: string | number, limit: number): UserMessage[] {
    if (!room) return [];
    const statement = this.#sql(`SELECT ${COLUMNS} FROM messages WHERE room = ? AND ${where} LIMIT ?`);
    return (statement.all(room.key, value, limit) as MessageRow[]).map(toMessage);
  }

  #room({ space, room }: RoomAddress): RoomRow | undefined {
    const row = this.#sql('SELECT * FROM rooms WHERE space = ? AND name = ?').get(space, room);
    return row as RoomRow | undefined;
  }

  #roomToWrite(address: RoomAddress): RoomRow {
    const { space, room } = address;
    this.#sql('INSERT OR IGNORE INTO rooms (space, name) VALUES (?, ?)').run(space, room);
    return this.#room(address)!;
  }

  #state(room: RoomRow | undefined): RoomState {
    const { epoch } = this.#sql('SELECT epoch FROM store').get() as { epoch: string };
    return { epoch, head: room?.head ?? 0, prunedRev: room?.pruned_rev ?? 0 };
  }

  #inTransaction<T>(work: () => T): T {
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.#db.exec('COMMIT');
      return result;
    } catch (error) {
      if (this.#db.inTransaction) this.#db.exec('ROLLBACK');
      throw error;
    }
  }

  #sql(text: string): Database.Statement {
    const statement = this.#statements.get(text) ?? this.#db.prepare(text);
    this.#statements.set(text, statement);
    return statement;
  }
}

function toMessage({ sender, removed, ...row }: MessageRow): UserMessage {
  const from = JSON.parse(sender) as UserMessage['from'];
  const { seq, rev, id, at, message } = row;
  return { type: 'userMessage', message, id, seq, rev, at, from, ...(removed && { removed: true as const }) };
}

/** What a rule comes to now, without what JSON has no word for. */
function boundsOf({ space, room, maxAgeMs, maxCount }: RetentionRule, now: number) {
  const oldest = maxAgeMs === undefined ? 0 : Math.max(now - maxAgeMs, 0);
  return { space, room, most: maxCount ?? Number.MAX_SAFE_INTEGER, oldest };
}
