import type Database from 'libsql';

/** Rooms that are looked at, and messages of each: some 20 ms, however large the file. */
const ROOMS = 200;
const MESSAGES = 50;

/** Reads what will be asked for first. @throws SQLite's error where the file is damaged there. */
export function checkFile(db: Database.Database): void {
  const newest = db.prepare('SELECT * FROM messages WHERE room = ? ORDER BY seq DESC LIMIT ?');
  const rooms = db.prepare('SELECT * FROM rooms ORDER BY key DESC LIMIT ?');
  for (const { key } of rooms.all(ROOMS) as { key: number }[]) newest.all(key, MESSAGES);
}
