import type Database from 'libsql';

/** Each step is applied once, in order, and never changed afterwards. */
const MIGRATIONS = [
  `CREATE TABLE store (epoch TEXT NOT NULL);
   CREATE TABLE rooms (
     key INTEGER PRIMARY KEY,
     space TEXT NOT NULL,
     name TEXT NOT NULL,
     head INTEGER NOT NULL DEFAULT 0,
     pruned_rev INTEGER NOT NULL DEFAULT 0,
     kept INTEGER NOT NULL DEFAULT 0,
     UNIQUE (space, name)
   );
   CREATE TABLE messages (
     room INTEGER NOT NULL REFERENCES rooms (key),
     seq INTEGER NOT NULL,
     rev INTEGER NOT NULL,
     id TEXT NOT NULL,
     at INTEGER NOT NULL,
     sender TEXT NOT NULL,
     message TEXT NOT NULL
   );
   CREATE UNIQUE INDEX messages_by_id ON messages (room, id);
   CREATE UNIQUE INDEX messages_by_seq ON messages (room, seq);
   CREATE UNIQUE INDEX messages_by_rev ON messages (room, rev);`,
  `ALTER TABLE store ADD COLUMN id_key TEXT NOT NULL DEFAULT '';
   UPDATE store SET id_key = hex(randomblob(32));`,
  `CREATE TABLE people (
     space TEXT NOT NULL,
     id TEXT NOT NULL,
     name TEXT,
     first_seen INTEGER NOT NULL,
     last_seen INTEGER NOT NULL,
     PRIMARY KEY (space, id)
   ) WITHOUT ROWID;
   CREATE INDEX people_by_last_seen ON people (last_seen);`,
  `ALTER TABLE messages ADD COLUMN removed INTEGER NOT NULL DEFAULT 0;
   CREATE TABLE sanctions (
     space TEXT NOT NULL,
     kind TEXT NOT NULL,
     person TEXT NOT NULL,
     name TEXT NOT NULL,
     address TEXT,
     until INTEGER NOT NULL,
     at INTEGER NOT NULL,
     PRIMARY KEY (space, kind, person)
   );
   CREATE TABLE room_rules (
     space TEXT NOT NULL,
     room TEXT NOT NULL,
     slow_ms INTEGER NOT NULL,
     locked INTEGER NOT NULL,
     PRIMARY KEY (space, room)
   );
   CREATE TABLE audit (at INTEGER NOT NULL, space TEXT NOT NULL, entry TEXT NOT NULL);`,
  `ALTER TABLE people ADD COLUMN color TEXT;
   ALTER TABLE people ADD COLUMN address TEXT;`,
  `ALTER TABLE people ADD COLUMN verified_name TEXT;
   CREATE INDEX people_by_verified_name ON people (space, last_seen) WHERE verified_name IS NOT NULL;`,
];

/** The version of the schema that this relay knows. */
export const SCHEMA_VERSION = MIGRATIONS.length;

/**
 * Brings a database to the newest schema.
 *
 * @param epoch the name of its first life, if it is new.
 * @throws Error when a newer relay has written it.
 */
export function migrate(db: Database.Database, epoch: string): void {
  const { user_version: version } = db.prepare('PRAGMA user_version').get() as { user_version: number };
  if (version > SCHEMA_VERSION) throw new Error('it was written by a newer version of awesome-chat');
  for (const [index, sql] of MIGRATIONS.entries()) {
    if (index < version) continue;
    db.exec(`BEGIN IMMEDIATE; ${sql} PRAGMA user_version = ${index + 1}; COMMIT;`);
  }
  const isNew = db.prepare('SELECT count(*) AS lives FROM store').get() as { lives: number };
  if (isNew.lives === 0)
    db.prepare('INSERT INTO store (epoch, id_key) VALUES (?, hex(randomblob(32)))').run(epoch);
}
