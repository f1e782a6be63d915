import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyOptions } from 'jose';
import { safeParse } from 'valibot';
import { Refused } from '../protocol/refusals.js';
import { BadToken, type TokenFault } from './bad-token.js';
import { claimsSchema, type Claims } from './claims.js';
import { assertTokenForm } from './token-form.js';
import type { TokenKeys } from './token-keys.js';

/** How far the clocks of site and relay may be apart, in seconds. */
export const LEEWAY_S = 60;
/** How long the site's keys may take to come, in ms: less than a handshake may. */
const FETCH_TIMEOUT_MS = 3000;
/** Keys at an address are public: which kind is told by the key that is found. */
const PUBLIC_ALGORITHMS = ['RS256', 'ES256', 'EdDSA'];

export interface TokenRules {
  keys: TokenKeys;
  /** What `aud` has to be, or to have in it. Undefined: anything. */
  audience: string | undefined;
  /** What `iss` has to be. Undefined: anything. */
  issuer: string | undefined;
}

type Verify = (token: string) => Promise<{ payload: JWTPayload }>;

/** Reads the tokens by which a site says who its visitors are. */
export class Tokens {
  readonly #verifiers: Verify[];

  constructor({ keys, audience, issuer }: TokenRules) {
    const options = {
      clockTolerance: LEEWAY_S,
      requiredClaims: ['exp'],
      ...(audience !== undefined && { audience }),
      ...(issuer !== undefined && { issuer }),
    };
    this.#verifiers = verifiersOf(keys, options);
  }

  /**
   * What a token says, once it holds.
   *
   * @throws BadToken, Refused `expired-token`
   */
  async read(token: unknown): Promise<Claims> {
    assertTokenForm(token);
    const { payload } = await this.#verify(token);
    const claims = safeParse(claimsSchema, payload);
    if (!claims.success) throw new BadToken('claims');
    return claims.output;
  }

  async #verify(token: string): ReturnType<Verify> {
    const [first, ...others] = this.#verifiers;
    try {
      return await others.reduce(
        (verified, verify) => verified.catch(unlessForged(() => verify(token))),
        first!(token),
      );
    } catch (error) {
      throw refusedFor(error);
    }
  }
}

/** Two secrets are two ways to check a token. */
function verifiersOf(keys: TokenKeys, options: JWTVerifyOptions): Verify[] {
  if ('secrets' in keys) {
    const algorithms = [keys.algorithm];
    return keys.secrets.map(secret => token => jwtVerify(token, secret, { ...options, algorithms }));
  }
  if ('key' in keys) {
    const algorithms = [keys.algorithm];
    return [token => jwtVerify(token, keys.key, { ...options, algorithms })];
  }
  const published = createRemoteJWKSet(keys.address, { timeoutDuration: FETCH_TIMEOUT_MS });
  return [token => jwtVerify(token, published, { ...options, algorithms: PUBLIC_ALGORITHMS })];
}

function unlessForged<T>(tryAgain: () => Promise<T>): (error: unknown) => Promise<T> {
  return error => {
    if (error instanceof errors.JWSSignatureVerificationFailed) return tryAgain();
    throw error;
  };
}

/** What the library throws, in the words of the relay. What is neither the token's fault nor ours is the keys'. */
function refusedFor(error: unknown): Refused {
  if (error instanceof errors.JWTExpired) return new Refused('expired-token');
  return new BadToken(faultOf(error));
}

function faultOf(error: unknown): TokenFault {
  if (error instanceof errors.JWTClaimValidationFailed) return CLAIM_FAULTS[error.claim] ?? 'claims';
  return FAULTS.find(([kind]) => error instanceof kind)?.[1] ?? 'no-keys';
}

const CLAIM_FAULTS: Record<string, TokenFault> = {
  exp: 'no-exp',
  nbf: 'not-yet',
  aud: 'audience',
  iss: 'issuer',
};

const FAULTS: [new (...words: never[]) => Error, TokenFault][] = [
  [errors.JOSEAlgNotAllowed, 'algorithm'],
  [errors.JOSENotSupported, 'algorithm'],
  [errors.JWSSignatureVerificationFailed, 'signature'],
  [errors.JWKSNoMatchingKey, 'key'],
  [errors.JWKSMultipleMatchingKeys, 'key'],
  [errors.JWSInvalid, 'form'],
  [errors.JWTInvalid, 'json'],
];
