import { Rates, type Rate } from './rates.js';

/** What is limited. */
export type Asked = 'request' | 'message' | 'name' | 'join' | 'page' | 'typing';

/** What it counts for. */
type Payer = 'connection' | 'person' | 'address' | 'room';
export type Payers = Partial<Record<Payer, string>>;

/** So many people of one address may write at their full rate at a time. A new guest is made by reconnecting. */
const WRITERS_PER_ADDRESS = 20;
/** So many of one room, whatever their addresses; and so many say at once all that they may. */
const WRITERS_PER_ROOM = 100;
const WRITERS_AT_ONCE = 20;

/** What does not depend on how fast people may write. */
const FIXED: Record<Exclude<Asked, 'message'>, Partial<Record<Payer, Rate>>> = {
  /** Of any kind: catching up on 10,000 messages is 50 at once. */
  request: { connection: perSecond(20, 100), address: perSecond(400, 2000) },
  name: { person: { count: 10, perMs: 60_000, burst: 10 }, address: perSecond(2, 100) },
  join: { person: perSecond(5, 50), address: perSecond(50, 2000) },
  typing: { person: { count: 1, perMs: 2000, burst: 2 }, room: perSecond(5, 10) },
  page: { person: perSecond(10, 100), address: perSecond(100, 2000) },
};

/** Requests of a connection that the relay answers before others. No client has more under way. */
const AT_ONCE = perSecond(20, 10);
/** Refusals as too fast that a connection may bring upon itself. Whoever heeds them has one at a time, and few a second. */
const REFUSALS = perSecond(20, 100);

/** How much may be asked, per connection, person, address and room. All in memory: a restart begins anew. */
export class Limits {
  readonly #bounds: Record<Asked, [Payer, Rates][]>;
  readonly #atOnce: Rates;
  readonly #refusals: Rates;

  /** @param rate messages per person. Undefined: no limits at all. */
  constructor(rate: Rate | undefined, now?: () => number) {
    const given = { ...FIXED, message: rate ? messageBounds(rate) : {} };
    const bounds = Object.entries(given).map(([asked, byPayer]) => {
      const rates = Object.entries(rate ? byPayer : {}).map(([payer, rate]) => [payer, new Rates(rate, now)]);
      return [asked, rates];
    });
    this.#bounds = Object.fromEntries(bounds) as Record<Asked, [Payer, Rates][]>;
    this.#atOnce = new Rates(rate && AT_ONCE, now);
    this.#refusals = new Rates(rate && REFUSALS, now);
  }

  /**
   * Counts one of each for all of those who pay for it. No exception: under a flood nearly all are refused.
   *
   * @returns 0; or how long to wait before they can be had, in ms, and then nobody has paid
   */
  take(asked: readonly Asked[], payers: Payers): number {
    let waitMs = 0;
    this.#forEach(asked, payers, (rates, key) => (waitMs = Math.max(waitMs, rates.waitMs(key))));
    if (waitMs === 0) this.#forEach(asked, payers, (rates, key) => rates.spend(key));
    return waitMs;
  }

  /** Counts a request that has come. @returns whether it can wait, as there were many before it */
  canWait(connection: string): boolean {
    const canWait = this.#atOnce.waitMs(connection) > 0;
    if (!canWait) this.#atOnce.spend(connection);
    return canWait;
  }

  /** Counts a refusal as too fast. @returns whether the connection goes on as if there had been none */
  isFlooding(connection: string): boolean {
    this.#refusals.spend(connection);
    return this.#refusals.waitMs(connection) > 0;
  }

  #forEach(asked: readonly Asked[], payers: Payers, look: (rates: Rates, key: string) => void): void {
    for (const kind of asked)
      this.#bounds[kind].forEach(([payer, rates]) => {
        const key = payers[payer];
        if (key !== undefined) look(rates, key);
      });
  }
}

function messageBounds(rate: Rate): Partial<Record<Payer, Rate>> {
  const room = { ...times(rate, WRITERS_PER_ROOM), burst: rate.burst * WRITERS_AT_ONCE };
  return { person: rate, address: times(rate, WRITERS_PER_ADDRESS), room };
}

function perSecond(count: number, burst: number): Rate {
  return { count, perMs: 1000, burst };
}

function times({ count, perMs, burst }: Rate, factor: number): Rate {
  return { count: count * factor, perMs, burst: burst * factor };
}
