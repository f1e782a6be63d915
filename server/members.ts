import { BadToken } from './bad-token.js';
import { identifyMember, type Identity } from './identity.js';
import { Tokens, type TokenRules } from './tokens.js';

/** Those of whom a site says in a token who they are. */
export class Members {
  readonly #tokens: Tokens | undefined;
  readonly #idKey: () => Promise<string>;
  readonly #space: string;

  /**
   * @param rules undefined: there are none here.
   * @param idKey what their public ids are hashed with.
   */
  constructor(rules: TokenRules | undefined, idKey: () => Promise<string>, space = '') {
    this.#tokens = rules && new Tokens(rules);
    this.#idKey = idKey;
    this.#space = space;
  }

  /**
   * Who a token says it is.
   *
   * @param wished the name to go by where the token gives none
   * @throws BadToken, Refused `expired-token`
   */
  async identify(token: unknown, wished?: string): Promise<Identity> {
    if (!this.#tokens) throw new BadToken('unexpected');
    const claims = await this.#tokens.read(token);
    return identifyMember(claims, { space: this.#space, key: await this.#idKey() }, wished);
  }

  /** As `identify`, of a later token of the same person, who keeps the name where neither token gives one. */
  async renew({ person }: Identity, token: unknown): Promise<Identity> {
    const identity = await this.identify(token, person.verified ? undefined : person.name);
    if (identity.person.id !== person.id) throw new BadToken('other-person');
    return identity;
  }
}
