import { BadToken } from './bad-token.js';

/** Longest token, in characters. */
const MAX_TOKEN_LENGTH = 8192;
/** Fields by which a header names a key of its own, or asks for something special (RFC 7515, 4.1; RFC 7797). */
const REFUSED_FIELDS = ['crit', 'jku', 'jwk', 'x5u', 'x5c', 'b64', 'zip'];
/** Longest name of a key, in characters. */
const MAX_KID_LENGTH = 256;

const PARTS = /^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]*)$/;
/** A string of JSON, and whether it is the name of a field. */
const STRINGS = /"(?:[^"\\]|\\.)*"(\s*:)?/g;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Looks at a token before anything in it is believed: one form, one reading.
 *
 * @throws BadToken when it is not a compact JWT, or could be read in two ways
 */
export function assertTokenForm(token: unknown): asserts token is string {
  if (typeof token !== 'string') throw new BadToken('no-text');
  if (token.length > MAX_TOKEN_LENGTH) throw new BadToken('size');
  const [, header, payload, signature] = PARTS.exec(token) ?? [];
  if (![header, payload, signature].every(isCanonical)) throw new BadToken('form');
  assertHeader(objectIn(header!));
  objectIn(payload!);
}

/** Base64url as there is only one of for the same bytes. */
function isCanonical(part: string | undefined): boolean {
  return part !== undefined && Buffer.from(part, 'base64url').toString('base64url') === part;
}

function objectIn(part: string): Record<string, unknown> {
  const text = textIn(part);
  const value = parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new BadToken('json');
  const said = Array.from(text.matchAll(STRINGS)).filter(([, colon]) => colon).length;
  if (said !== fieldsIn(value)) throw new BadToken('duplicate-key');
  return value as Record<string, unknown>;
}

function textIn(part: string): string {
  try {
    return utf8.decode(Buffer.from(part, 'base64url'));
  } catch {
    throw new BadToken('json');
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BadToken('json');
  }
}

/** How many fields a value has, at any depth: those that stand twice are one. Without recursion: it may be deep. */
function fieldsIn(value: object): number {
  let count = 0;
  const left: unknown[] = [value];
  while (left.length > 0) {
    const next = left.pop();
    if (typeof next !== 'object' || next === null) continue;
    if (!Array.isArray(next)) count += Object.keys(next).length;
    left.push(...(Object.values(next) as unknown[]));
  }
  return count;
}

function assertHeader(header: Record<string, unknown>): void {
  const { alg, kid } = header;
  if (REFUSED_FIELDS.some(field => Object.hasOwn(header, field))) throw new BadToken('header');
  if (typeof alg !== 'string' || alg === '') throw new BadToken('algorithm');
  const isName = typeof kid === 'string' && kid.length <= MAX_KID_LENGTH;
  if (kid !== undefined && !isName) throw new BadToken('header');
}
