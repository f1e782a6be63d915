/** What keeps a database from taking messages, by SQLite's result code: for whoever runs the relay. */
const CAUSES: Record<string, string> = {
  SQLITE_FULL: 'the disk is full. Make room',
  SQLITE_IOERR: 'the disk does not take what is written. See that it has room, works, and may be written',
  SQLITE_READONLY: 'its file, or the folder it is in, may not be written. Give this user the right to',
  SQLITE_BUSY: 'another program has locked it. End that program',
  SQLITE_CANTOPEN: 'its files cannot be opened. See that its folder is there and may be written',
};

/** The sentence to log when messages cannot be kept: what it means, and what to do. */
export function explainTrouble(error: unknown): string {
  const { code = '', message = String(error) } = error as { code?: string; message?: string };
  if (code.startsWith('SQLITE_CORRUPT'))
    return 'The database is damaged: new messages are refused. Stop the relay and put a backup in its place.';
  const cause = Object.entries(CAUSES).find(([prefix]) => code.startsWith(prefix))?.[1];
  return (
    `The database cannot keep messages: ${cause ?? message}. Until then new messages are refused, ` +
    'reading goes on, and nothing that was acknowledged is lost. No restart is needed.'
  );
}
