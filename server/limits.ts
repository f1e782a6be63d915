import { Refused } from '../protocol/refusals.js';
import { Rates, type Rate } from './rates.js';

/** What is limited. */
export type Asked = 'request' | 'message' | 'name' | 'join' | 'page' | 'typing';

/** What it counts for. */
type Payer = 'connection' | 'person' | 'address' | 'room';
export type Payers = Partial<Record<Payer, string>>;

/** So many people of one address may write at their full rate at a time. A new guest is made by reconnecting. */
const WRITERS_PER_ADDRESS = 20;
/** So many of one room, whatever their addresses. */
const WRITERS_PER_ROOM = 100;

/** What does not depend on how fast people may write. */
const FIXED: Record<Exclude<Asked, 'message'>, Partial<Record<Payer, Rate>>> = {
  /** Of any kind: catching up on 10,000 messages is 50 at once. */
  request: { connection: perSecond(20, 100) },
  name: { person: { count: 10, perMs: 60_000, burst: 10 }, address: perSecond(2, 100) },
  join: { person: perSecond(5, 50), address: perSecond(50, 2000) },
  typing: { person: { count: 1, perMs: 2000, burst: 2 }, room: perSecond(5, 10) },
  page: { person: perSecond(10, 100), address: perSecond(100, 2000) },
};

/** Refusals as too fast that a connection may bring upon itself. Whoever heeds the first has one at a time. */
const REFUSALS = perSecond(100, 100);

/** How much may be asked, per connection, person, address and room. All in memory: a restart begins anew. */
export class Limits {
  readonly #bounds: Record<Asked, [Payer, Rates][]>;
  readonly #refusals: Rates;

  /** @param rate messages per person. Undefined: no limits at all. */
  constructor(rate: Rate | undefined, now?: () => number) {
    const given = { ...FIXED, message: rate ? messageBounds(rate) : {} };
    const bounds = Object.entries(given).map(([asked, byPayer]) => {
      const rates = Object.entries(rate ? byPayer : {}).map(([payer, rate]) => [payer, new Rates(rate, now)]);
      return [asked, rates];
    });
    this.#bounds = Object.fromEntries(bounds) as Record<Asked, [Payer, Rates][]>;
    this.#refusals = new Rates(rate && REFUSALS, now);
  }

  /** Counts one of each for all of those who pay for it. @throws Refused `too-fast`; then nobody has paid */
  spend(asked: readonly Asked[], payers: Payers): void {
    const bounds = asked.flatMap(kind => this.#bounds[kind]);
    const due = bounds.filter(([payer]) => payers[payer] !== undefined);
    const waitMs = due.reduce((most, [payer, rates]) => Math.max(most, rates.waitMs(payers[payer]!)), 0);
    if (waitMs > 0) throw new Refused('too-fast', { retryAfter: waitMs });
    for (const [payer, rates] of due) rates.spend(payers[payer]!);
  }

  /** Counts a refusal as too fast. @returns whether the connection goes on as if there had been none */
  isFlooding(connection: string): boolean {
    this.#refusals.spend(connection);
    return this.#refusals.waitMs(connection) > 0;
  }
}

function messageBounds(rate: Rate): Partial<Record<Payer, Rate>> {
  return { person: rate, address: times(rate, WRITERS_PER_ADDRESS), room: times(rate, WRITERS_PER_ROOM) };
}

function perSecond(count: number, burst: number): Rate {
  return { count, perMs: 1000, burst };
}

function times({ count, perMs, burst }: Rate, factor: number): Rate {
  return { count: count * factor, perMs, burst: burst * factor };
}
