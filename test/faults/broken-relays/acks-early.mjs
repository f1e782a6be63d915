// A relay that says a message is kept before it is: it commits a moment later, what came until then at once.
import Database from 'libsql';

const LATE_MS = 300;
const { exec } = Database.prototype;
let committing;

Database.prototype.exec = function (sql) {
  if (sql === 'BEGIN IMMEDIATE' && this.inTransaction) return this;
  if (sql !== 'COMMIT') return exec.call(this, sql);
  committing ??= setTimeout(() => {
    committing = undefined;
    exec.call(this, 'COMMIT');
  }, LATE_MS);
  return this;
};
