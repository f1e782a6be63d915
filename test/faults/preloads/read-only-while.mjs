// A database that SQLite takes for read-only as long as there is a file at a certain place.
import { existsSync } from 'node:fs';
import Database from 'libsql';

const { exec } = Database.prototype;

Database.prototype.exec = function (sql) {
  if (sql === 'BEGIN IMMEDIATE')
    exec.call(this, `PRAGMA query_only = ${existsSync(process.env.READ_ONLY_WHILE)}`);
  return exec.call(this, sql);
};
