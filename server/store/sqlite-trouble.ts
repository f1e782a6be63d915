/** Another relay has the database. */
export class InUse extends Error {
  constructor(file: string, options: ErrorOptions) {
    const next = 'Stop it, or give this one a database of its own: DATABASE_URL=sqlite:data/another.db';
    super(`Another relay is using ${file}. ${next}`, options);
  }
}

/** Why a database cannot be opened, and what to do about it. */
interface Cause {
  matches: RegExp;
  why?: string;
  next: string;
}

const ELSEWHERE = 'or name another place: DATABASE_URL=sqlite:/var/lib/awesome-chat/chat.db';

const DAMAGED = /SQLITE_NOTADB|SQLITE_CORRUPT|malformed/;

/** Matched against the error's code and message. */
const CAUSES: Cause[] = [
  {
    matches: DAMAGED,
    next: 'It is damaged. Put a backup in its place, or move it away to start with an empty one.',
  },
  { matches: /newer version/, next: 'Start that version, or name another database.' },
  {
    matches: /table \w+ already exists/,
    why: "it is another program's database",
    next: 'Name another file: DATABASE_URL=sqlite:data/awesome-chat.db',
  },
  {
    matches: /ENOTDIR|EEXIST/,
    why: 'what should be its folder is a file',
    next: `Move that file away, ${ELSEWHERE}`,
  },
  {
    matches: /EACCES|EPERM|EROFS|SQLITE_READONLY|SQLITE_CANTOPEN|ConnectionFailed/,
    why: 'it, or the folder it is in, may not be written',
    next: `Give this user the right to, ${ELSEWHERE}`,
  },
];

/** The sentence for who starts a relay on a database that cannot be opened. */
export function explainOpening(file: string, error: Error & { code?: string }): string {
  if (error instanceof InUse) return error.message;
  const { code = '', message } = error;
  const cause = CAUSES.find(({ matches }) => matches.test(`${code} ${message}`));
  const next = cause?.next ?? 'See that its folder exists, has room, and may be written by this user.';
  return `The database ${file} cannot be opened: ${cause?.why ?? message}. ${next}`;
}

/** The sentence for who asked for a backup that cannot be made. */
export function explainBackup(copy: string, { message }: Error): string {
  if (DAMAGED.test(message))
    return `${copy} is not written: the database is damaged. Put an earlier backup in its place.`;
  return `${copy} cannot be written: ${message}. Name another place, or make room there.`;
}
