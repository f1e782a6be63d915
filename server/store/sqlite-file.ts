import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'libsql';
import { checkFile } from './sqlite-check.js';
import { explainBackup, explainOpening, InUse } from './sqlite-trouble.js';
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
  let lock: Database.Database | undefined;
  try {
    if (file !== IN_MEMORY) lock = takeLock(file);
    const db = new Database(file);
    db.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
    db.exec('PRAGMA journal_mode = WAL');
    db.exec('PRAGMA synchronous = FULL');
    // What is deleted is overwritten: who looks into the file finds nothing of it.
    db.exec('PRAGMA secure_delete = ON');
    migrate(db, newEpoch());
    db.prepare('UPDATE store SET epoch = CASE epoch WHEN ? THEN ? ELSE epoch END').run(
      TO_BE_NAMED,
      newEpoch(),
    );
    checkDurability(db);
    checkFile(db);
    return { db, close: () => (db.close(), lock?.close()) };
  } catch (error) {
    lock?.close();
    throw new Error(explainOpening(file, error as Error & { code?: string }), { cause: error });
  }
}

/** Writes a copy of a database, as another life of it. The database may be in use by this process. */
export function backUp(file: string, copy: string): void {
  if (existsSync(copy)) throw new Error(`${copy} is there already. Name a file that is not.`);
  const unfinished = `${copy}.unfinished`;
  try {
    rmSync(unfinished, { force: true });
    mkdirSync(dirname(copy), { recursive: true });
    using(file, source => source.prepare('VACUUM INTO ?').run(unfinished));
    using(unfinished, target => target.prepare('UPDATE store SET epoch = ?').run(TO_BE_NAMED));
    renameSync(unfinished, copy);
  } catch (error) {
    if (existsSync(unfinished)) rmSync(unfinished);
    throw new Error(explainBackup(copy, error as Error), { cause: error });
  }
}

function using(file: string, work: (db: Database.Database) => void): void {
  const db = new Database(file);
  try {
    work(db);
  } finally {
    db.close();
  }
}

export function newEpoch(): string {
  return randomBytes(12).toString('base64url');
}

/** Held as long as the process lives: the system lets go of it whatever ends the process. */
function takeLock(file: string): Database.Database {
  mkdirSync(dirname(file), { recursive: true });
  // Two names for one file are one file.
  const lock = new Database(`${existsSync(file) ? realpathSync(file) : file}.lock`);
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock.close();
    if ((error as { code?: string }).code !== 'SQLITE_BUSY') throw error;
    throw new InUse(file, { cause: error });
  }
}

/** Some builds of SQLite lower `synchronous` when WAL is switched on. */
function checkDurability(db: Database.Database): void {
  const { synchronous } = db.prepare('PRAGMA synchronous').get() as { synchronous: number };
  if (synchronous !== FULL) throw new Error('this build of SQLite does not write through to the disk');
}
