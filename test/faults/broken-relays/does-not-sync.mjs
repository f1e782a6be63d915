// A relay that does not wait for the disk, and says that it does. It loses nothing when it is killed, and all
// that is not yet written when the power goes.
import Database from 'libsql';

const { exec, prepare } = Database.prototype;

Database.prototype.exec = function (sql) {
  return exec.call(this, sql.replace('synchronous = FULL', 'synchronous = OFF'));
};

Database.prototype.prepare = function (sql) {
  if (sql !== 'PRAGMA synchronous') return prepare.call(this, sql);
  return prepare.call(this, 'SELECT 2 AS synchronous');
};
