import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { object, picklist } from 'valibot';
import { DemoDesk } from './demo-desk.js';
import type { RelayOptions } from './options.js';
import { makeToken, type TokenWishes } from './token-command.js';

/** Whom a visitor can be, where the demo's pages are at a path. */
const peopleAt = (basePath: string) =>
  ({
    ada: { sub: 'ada', name: 'Ada', picture: `${basePath}ada.svg` },
    grace: { sub: 'grace', name: 'Grace', role: 'moderator' },
  }) as const satisfies Record<string, TokenWishes>;
/** A site's own Ada, on the same database later, must not be the demo's. */
const ISSUER = 'the demo of awesome-chat';

const orderSchema = object({ person: picklist(['ada', 'grace']) });

/**
 * NOT FOR PRODUCTION: whoever opens the demo's page can be its member or its moderator, without a password. It is there
 * with `--demo` only, and only on a relay that has no keys for tokens of its own. The secret is made anew at each start.
 */
export class DemoSignIn {
  /** With these the relay takes this demo's tokens, and no others. */
  readonly options: Pick<RelayOptions, 'tokenSecret' | 'tokenIssuer' | 'tokenAudience'>;
  readonly #desk: DemoDesk<{ person: keyof ReturnType<typeof peopleAt> }>;

  constructor(basePath: string) {
    const secret = randomBytes(32).toString('base64url');
    this.options = { tokenSecret: secret, tokenIssuer: ISSUER, tokenAudience: '' };
    const keys = {
      tokenSecret: [new TextEncoder().encode(secret)],
      tokenIssuer: ISSUER,
      tokenAudience: undefined,
    };
    const people = peopleAt(basePath);
    this.#desk = new DemoDesk({
      path: `${basePath}demo/token`,
      schema: orderSchema,
      otherwise: 'There is nobody of that name.',
      fulfil: async ({ person }) => ({ status: 200, body: { token: await makeToken(people[person], keys) } }),
    });
  }

  answers(request: IncomingMessage, response: ServerResponse): boolean {
    return this.#desk.answers(request, response);
  }
}
