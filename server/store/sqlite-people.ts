import type Database from 'libsql';
import type { KeptPerson, PersonAddress, VerifiedPerson } from './store.js';

/** What the store keeps of people, on an open database. */
export class SqlitePeople {
  readonly #db: Database.Database;

  constructor(db: Database.Database) {
    this.#db = db;
  }

  personAt({ space, id }: PersonAddress): KeptPerson | undefined {
    const people = this.#db.prepare(
      `SELECT space, id, name, color, address, verified_name AS verifiedName,
           first_seen AS firstSeen, last_seen AS lastSeen
         FROM people WHERE space = ? AND id = ?`,
    );
    // `get` would add how long it took.
    const [row] = people.all(space, id) as object[];
    return row && (withoutNull(row) as KeptPerson);
  }

  verifiedPeople(space: string, limit: number): VerifiedPerson[] {
    const people = this.#db.prepare(
      `SELECT id, verified_name AS name FROM people
         WHERE space = ? AND verified_name IS NOT NULL ORDER BY last_seen DESC LIMIT ?`,
    );
    return (people.all(space, limit) as VerifiedPerson[]).reverse();
  }

  keepPeople(people: KeptPerson[], forgetBefore: number): void {
    const keep = this.#db.prepare(
      `INSERT INTO people (space, id, name, color, address, verified_name, first_seen, last_seen)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (space, id) DO UPDATE SET
           name = coalesce(excluded.name, name),
           color = coalesce(excluded.color, color),
           address = coalesce(excluded.address, address),
           verified_name = coalesce(excluded.verified_name, verified_name),
           last_seen = excluded.last_seen`,
    );
    const work = this.#db.transaction(() => {
      for (const { space, id, firstSeen, lastSeen, ...known } of people) {
        const values = [known.name, known.color, known.address, known.verifiedName];
        keep.run(space, id, ...values.map(value => value ?? null), firstSeen, lastSeen);
      }
      this.#db.prepare('DELETE FROM people WHERE last_seen < ?').run(forgetBefore);
    });
    work();
  }
}

/** What there is of a row. */
function withoutNull(row: object): object {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
}
