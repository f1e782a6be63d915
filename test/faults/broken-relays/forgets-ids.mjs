// A relay that knows the ids of messages only until it is restarted: as one with a cache, and without an index.
import Database from 'libsql';
import { Recent } from '../../../dist/server/recent.js';

const { prepare, exec } = Database.prototype;
let lastRow;

Recent.prototype.find = () => undefined;

Database.prototype.exec = function (sql) {
  return exec.call(this, sql.replace('UNIQUE INDEX messages_by_id', 'INDEX messages_by_id'));
};

Database.prototype.prepare = function (sql) {
  if (!sql.includes('id = ? LIMIT')) return prepare.call(this, sql);
  lastRow ??= prepare.call(this, 'SELECT max(rowid) AS row FROM messages').get().row ?? 0;
  return prepare.call(this, sql.replace('id = ?', `id = ? AND rowid > ${lastRow}`));
};
