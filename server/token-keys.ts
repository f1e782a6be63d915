import { createPublicKey, type KeyObject } from 'node:crypto';

/** Shortest secret, in bytes: what HS256 asks for (RFC 7518, 3.2). */
const MIN_SECRET_BYTES = 32;
const MIN_RSA_BITS = 2048;
/** Old and new, while one takes the place of the other. */
const MAX_SECRETS = 2;

/** What tokens are checked with: secrets shared with the site, its public key, or the address of its public keys. */
export type TokenKeys =
  | { algorithm: 'HS256'; secrets: readonly Uint8Array[] }
  | { algorithm: 'RS256' | 'ES256' | 'EdDSA'; key: KeyObject }
  | { address: URL };

/** One secret, or two, separated by a comma. Empty: none. */
export function readSecrets(value: unknown): { value: readonly Uint8Array[] | undefined } | undefined {
  if (value === '') return { value: undefined };
  const texts = typeof value === 'string' ? value.split(',').map(text => text.trim()) : [];
  const secrets = texts.map(text => new TextEncoder().encode(text));
  const areLong = secrets.every(({ length }) => length >= MIN_SECRET_BYTES);
  return areLong && secrets.length >= 1 && secrets.length <= MAX_SECRETS ? { value: secrets } : undefined;
}

/** A public key as PEM, or the address of a JSON Web Key Set. Empty: none. */
export function readPublicKey(value: unknown): { value: TokenKeys | undefined } | undefined {
  if (value === '') return { value: undefined };
  if (typeof value !== 'string') return undefined;
  const keys = value.includes('-----BEGIN') ? keyInPem(value) : keysAt(value);
  return keys && { value: keys };
}

/** A variable cannot always hold line breaks: `\n` stands for one. A private key has no business in a relay. */
function keyInPem(pem: string): TokenKeys | undefined {
  if (pem.includes('PRIVATE KEY')) return undefined;
  try {
    const key = createPublicKey(pem.replaceAll('\\n', '\n'));
    const algorithm = algorithmOf(key);
    return algorithm && { algorithm, key };
  } catch {
    return undefined;
  }
}

function algorithmOf({ asymmetricKeyType: type, asymmetricKeyDetails: details }: KeyObject) {
  if (type === 'rsa' && details!.modulusLength! >= MIN_RSA_BITS) return 'RS256';
  if (type === 'ec' && details!.namedCurve === 'prime256v1') return 'ES256';
  return type === 'ed25519' ? 'EdDSA' : undefined;
}

/** Over https, so that nobody on the way can put in a key of theirs; on this machine http will do. */
function keysAt(value: string): TokenKeys | undefined {
  if (!URL.canParse(value)) return undefined;
  const address = new URL(value);
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(address.hostname);
  const isSafe = address.protocol === 'https:' || (address.protocol === 'http:' && isHere);
  return isSafe ? { address } : undefined;
}
