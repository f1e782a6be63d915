import type Database from 'libsql';
import type { KeptPerson, PersonAddress } from './store.js';

interface PersonRow {
  name: string | null;
  color: NonNullable<KeptPerson['color']> | null;
  address: string | null;
  first_seen: number;
  last_seen: number;
}

/** What the store keeps of people, on an open database. */
export class SqlitePeople {
  readonly #db: Database.Database;

  constructor(db: Database.Database) {
    this.#db = db;
  }

  personAt({ space, id }: PersonAddress): KeptPerson | undefined {
    const row = this.#db.prepare('SELECT * FROM people WHERE space = ? AND id = ?').get(space, id);
    if (!row) return undefined;
    const { name, color, address, first_seen: firstSeen, last_seen: lastSeen } = row as PersonRow;
    const chosen = { ...(name !== null && { name }), ...(color !== null && { color }) };
    return { space, id, ...chosen, ...(address !== null && { address }), firstSeen, lastSeen };
  }

  keepPeople(people: KeptPerson[], forgetBefore: number): void {
    const keep = this.#db.prepare(
      `INSERT INTO people (space, id, name, color, address, first_seen, last_seen) VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (space, id) DO UPDATE SET
           name = coalesce(excluded.name, name),
           color = coalesce(excluded.color, color),
           address = coalesce(excluded.address, address),
           last_seen = excluded.last_seen`,
    );
    const work = this.#db.transaction(() => {
      for (const { space, id, name, color, address, firstSeen, lastSeen } of people)
        keep.run(space, id, name ?? null, color ?? null, address ?? null, firstSeen, lastSeen);
      this.#db.prepare('DELETE FROM people WHERE last_seen < ?').run(forgetBefore);
    });
    work();
  }
}
