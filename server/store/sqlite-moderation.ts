import type Database from 'libsql';
import type { Deed, RoomAddress, RoomRule, Sanction } from './store.js';

interface SanctionRow extends Omit<Sanction, 'address'> {
  address: string | null;
}

interface RuleRow {
  space: string;
  room: string;
  slow_ms: number;
  locked: number;
}

/** Where an entry of the audit has somebody's id, and their name. */
const NAMED_IN_AUDIT = [
  ['$.person', '$.name'],
  ['$.by.id', '$.by.name'],
] as const;

/** What the store keeps of moderation, on an open database. */
export class SqliteModeration {
  readonly #db: Database.Database;

  constructor(db: Database.Database) {
    this.#db = db;
  }

  readModeration(space: string, now: number): { sanctions: Sanction[]; rules: RoomRule[] } {
    const sanctions = this.#db
      .prepare('SELECT * FROM sanctions WHERE space = ? AND until > ?')
      .all(space, now) as SanctionRow[];
    const rules = this.#db.prepare('SELECT * FROM room_rules WHERE space = ?').all(space) as RuleRow[];
    return { sanctions: sanctions.map(toSanction), rules: rules.map(toRule) };
  }

  keepDeed({ entry, sanction, lifted, rule }: Deed): void {
    const work = this.#db.transaction(() => {
      const audit = this.#db.prepare('INSERT INTO audit (at, space, entry) VALUES (?, ?, ?)');
      audit.run(entry.at, entry.space, JSON.stringify(entry));
      if (sanction) this.#keepSanction(sanction);
      if (lifted) {
        const lift = this.#db.prepare('DELETE FROM sanctions WHERE space = ? AND kind = ? AND person = ?');
        lift.run(lifted.space, lifted.kind, lifted.person);
      }
      if (rule) this.#keepRule(rule);
    });
    work();
  }

  roomsOf(person: string): RoomAddress[] {
    const rooms = this.#db.prepare(
      `SELECT space, name AS room FROM rooms WHERE EXISTS
         (SELECT 1 FROM messages WHERE room = rooms.key AND json_extract(sender, '$.id') = ?)`,
    );
    return rooms.all(person) as RoomAddress[];
  }

  forget(person: string): void {
    const nobody = JSON.stringify({ id: person, name: '' });
    const work = this.#db.transaction(() => {
      const take = this.#db.prepare("UPDATE messages SET sender = ? WHERE json_extract(sender, '$.id') = ?");
      take.run(nobody, person);
      this.#db.prepare('DELETE FROM people WHERE id = ?').run(person);
      this.#db.prepare("UPDATE sanctions SET name = '' WHERE person = ?").run(person);
      for (const [id, name] of NAMED_IN_AUDIT)
        this.#db
          .prepare(`UPDATE audit SET entry = json_replace(entry, ?, '') WHERE json_extract(entry, ?) = ?`)
          .run(name, id, person);
    });
    work();
    // The log that goes before the database has it still.
    this.#db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
  }

  #keepSanction({ space, kind, person, name, address, until, at }: Sanction): void {
    this.#db.prepare('DELETE FROM sanctions WHERE until <= ?').run(at);
    const keep = this.#db.prepare(
      'INSERT OR REPLACE INTO sanctions (space, kind, person, name, address, until, at) VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
    keep.run(space, kind, person, name, address ?? null, until, at);
  }

  #keepRule({ space, room, slowMs, isLocked }: RoomRule): void {
    const keep = this.#db.prepare(
      'INSERT OR REPLACE INTO room_rules (space, room, slow_ms, locked) VALUES (?, ?, ?, ?)',
    );
    keep.run(space, room, slowMs, isLocked ? 1 : 0);
  }
}

function toSanction({ address, ...row }: SanctionRow): Sanction {
  return { ...row, ...(address !== null && { address }) };
}

function toRule({ space, room, slow_ms: slowMs, locked }: RuleRow): RoomRule {
  return { space, room, slowMs, isLocked: locked === 1 };
}
