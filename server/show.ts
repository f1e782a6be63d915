import { inspect } from 'node:util';

const HIDDEN = '***';
/** Objects within objects that are looked at: what is further in is not shown. */
const MAX_DEPTH = 4;
/** What is called so, nobody but its owner may read. */
const SECRET_NAME = /secret|passw|pwd|token|key/i;
/** Who signs in, in an address. A password may have any sign in it, so this is all up to the last `@`. */
const USER_INFO = /(?<=:\/\/).*@/gs;
/** `password=…`, as addresses and databases have it. */
const SECRET_WORD = /(?<=(?:secret|passw|pwd|token|key)[^=&;\s]*=)[^&;\s]+/gi;

/** A value as it stands in a message about what is wrong with it, without its secrets. A long one only begins there. */
export function show(value: unknown): string {
  return written(withoutSecrets(value, withoutPasswords));
}

/** The same of a value in which a secret may be anywhere: no text of it is shown. */
export function showShape(value: unknown): string {
  return written(withoutSecrets(value, hide));
}

export function hide(): string {
  return HIDDEN;
}

/** A word of the command line that is none there. Those that are known are short: a long one may be a secret. */
export function showWord(word: string): string {
  return /^[\w.-]{1,20}$/.test(word) ? word : HIDDEN;
}

function written(value: unknown): string {
  if (value === HIDDEN) return HIDDEN;
  return typeof value === 'string'
    ? JSON.stringify(value)
    : inspect(value, { breakLength: Infinity, compact: true, maxArrayLength: 10 });
}

function withoutSecrets(value: unknown, showText: (text: string) => string, depth = 0): unknown {
  if (typeof value === 'string') return showText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === MAX_DEPTH) return HIDDEN;
  const shown = (inner: unknown) => withoutSecrets(inner, showText, depth + 1);
  if (Array.isArray(value)) return value.map(shown);
  const entries = Object.entries(value).map(([name, inner]) => [
    name,
    SECRET_NAME.test(name) ? HIDDEN : shown(inner),
  ]);
  return Object.fromEntries(entries);
}

function withoutPasswords(text: string): string {
  return text.replace(USER_INFO, `${HIDDEN}@`).replace(SECRET_WORD, HIDDEN);
}
