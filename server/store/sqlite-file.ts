import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'libsql';
import { migrate } from './schema.js';

const IN_MEMORY = ':memory:';
/** How long a file that someone else has locked is waited for, in ms. */
const BUSY_TIMEOUT_MS = 1000;
/** `PRAGMA synchronous`: every commit is on the disk before it is said to be done. */
const FULL = 2;
/** The epoch of a backup: each time it is put in place it begins another life, which opening it names. */
const TO_BE_NAMED = '';

/** An open database that nobody else writes. */
export interface SqliteFile {
  db: Database.Database;
  close(): void;
}

/**
 * Opens a database, and makes it if there is none.
 *
 * @throws Error with a sentence for who starts the relay: the file is another relay's, is damaged, or cannot be used.
 */
export function openSqlite(file: string): SqliteFile {
  if (file !== IN_MEMORY) mkdirSync(dirname(file), { recursive: true });
  const lock = file === IN_MEMORY ? undefined : takeLock(file);
  try {
    const db = new Database(file);
    db.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
    db.exec('PRAGMA journal_mode = WAL');
    db.exec('PRAGMA synchronous = FULL');
    migrate(db, newEpoch());
    db.prepare('UPDATE store SET epoch = CASE epoch WHEN ? THEN ? ELSE epoch END').run(
      TO_BE_NAMED,
      newEpoch(),
    );
    checkDurability(db);
    return { db, close: () => (db.close(), lock?.close()) };
  } catch (error) {
    lock?.close();
    throw new Error(explain(file, error as Error & { code?: string }), { cause: error });
  }
}

/** Writes a copy of a database, as another life of it. The database may be in use by this process. */
export function backUp(file: string, copy: string): void {
  if (existsSync(copy)) throw new Error(`${copy} is there already. Name a file that is not.`);
  const unfinished = `${copy}.unfinished`;
  rmSync(unfinished, { force: true });
  mkdirSync(dirname(copy), { recursive: true });
  const source = new Database(file);
  try {
    source.prepare('VACUUM INTO ?').run(unfinished);
  } finally {
    source.close();
  }
  const target = new Database(unfinished);
  target.prepare('UPDATE store SET epoch = ?').run(TO_BE_NAMED);
  target.close();
  renameSync(unfinished, copy);
}

export function newEpoch(): string {
  return randomBytes(12).toString('base64url');
}

/** Held as long as the process lives: the system lets go of it whatever ends the process. */
function takeLock(file: string): Database.Database {
  const lock = new Database(`${file}.lock`);
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock.close();
    if ((error as { code?: string }).code !== 'SQLITE_BUSY') throw error;
    throw new Error(
      `Another relay is using ${file}. Stop it, or give this one a database of its own: ` +
        'DATABASE_URL=sqlite:data/another.db',
      { cause: error },
    );
  }
}

/** Some builds of SQLite lower `synchronous` when WAL is switched on. */
function checkDurability(db: Database.Database): void {
  const { synchronous } = db.prepare('PRAGMA synchronous').get() as { synchronous: number };
  if (synchronous !== FULL) throw new Error('this build of SQLite does not write through to the disk');
}

function explain(file: string, { code, message }: { code?: string; message: string }): string {
  const isDamaged = code === 'SQLITE_NOTADB' || code === 'SQLITE_CORRUPT';
  const next = isDamaged
    ? 'It is damaged. Put a backup in its place, or move it away to start with an empty one.'
    : 'See that its folder exists, has room, and may be written by this user.';
  return `The database ${file} cannot be opened: ${message}. ${next}`;
}
