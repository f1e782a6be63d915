import type { IncomingMessage } from 'node:http';
import { Refused } from '../protocol/refusals.js';
import { addressOf, type TrustedProxies } from './address.js';
import { Caps, Rates } from './rates.js';

/** Connections that one address may have: a school behind one address, not a flood from one. */
const MAX_CONNECTIONS = 200;
/** Handshakes of one address: after a restart of the relay all that it may have come back at once. */
const HANDSHAKE_RATE = { count: 10, perMs: 1000, burst: 2 * MAX_CONNECTIONS };
const BUSY_RETRY_MS = 30_000;
/** Connections of one address that are made: a hundred at once would keep the relay from everything else. */
const TURN_RATE = { count: 200, perMs: 1000, burst: 10 };
const MAX_TURN_MS = 2000;
/** Refused handshakes of one address that are told why. Beyond, they are not let in so far that they could be. */
const EXPLAINED_RATE = { count: 10, perMs: 1000, burst: 50 };
/** How long who has flooded the relay stays away, in ms. */
const FLOOD_RETRY_MS = 5000;
/** An address that is cut off more often than this is shut out: not a whole school for one pupil's first try. */
const FLOOD_RATE = { count: 1, perMs: 60_000, burst: 1 };

/** What engine.io knows of a connection before anyone has spoken. */
export interface EngineSocket {
  request: IncomingMessage;
  once: (event: 'close', listener: () => void) => void;
}

/** How many come in from one address, and how fast. */
export class Admission {
  readonly #trustProxy: TrustedProxies;
  readonly #caps: Caps;
  readonly #handshakes: Rates;
  readonly #turns: Rates;
  readonly #explained = new Rates(EXPLAINED_RATE);
  readonly #floods = new Rates(FLOOD_RATE);
  readonly #shutOut = new Rates({ count: 1, perMs: FLOOD_RETRY_MS, burst: 1 });
  readonly #crowded = new WeakSet<IncomingMessage>();
  /** Read once: a request whose connection is gone no longer knows its address. */
  readonly #addresses = new WeakMap<IncomingMessage, string>();

  /** @param isLimited whether there are any limits. */
  constructor(isLimited: boolean, trustProxy: TrustedProxies) {
    this.#trustProxy = trustProxy;
    this.#caps = new Caps(isLimited ? MAX_CONNECTIONS : Infinity);
    this.#handshakes = new Rates(isLimited ? HANDSHAKE_RATE : undefined);
    this.#turns = new Rates(isLimited ? TURN_RATE : undefined);
  }

  addressOf(request: IncomingMessage): string {
    const address = this.#addresses.get(request) ?? addressOf(request, this.#trustProxy);
    this.#addresses.set(request, address);
    return address;
  }

  /**
   * When a newcomer has its turn: those of one address one after the other.
   *
   * @returns in how many ms. Undefined: never. Far over its bounds an address is not even told why not.
   */
  turnOf(request: IncomingMessage): number | undefined {
    const address = this.addressOf(request);
    const isExplained = this.#waitMs(address) === 0 || this.#explained.waitMs(address) === 0;
    const waitMs = this.#turns.waitMs(address);
    if (!isExplained || this.#caps.count(address) >= 2 * this.#caps.max || waitMs > MAX_TURN_MS)
      return undefined;
    this.#turns.spend(address);
    return waitMs;
  }

  /** Counts a connection until it closes. */
  count(socket: EngineSocket): void {
    const address = this.addressOf(socket.request);
    if (!this.#caps.take(address)) this.#crowded.add(socket.request);
    socket.once('close', () => this.#caps.giveBack(address));
  }

  /**
   * Takes note that a connection of an address had to be cut off. If that happens again within a minute, nobody new
   * comes in from there for some seconds.
   *
   * @returns how long its client has to stay away, in ms.
   */
  noteFlood(address: string): number {
    if (this.#floods.waitMs(address) === 0) this.#floods.spend(address);
    else if (this.#shutOut.waitMs(address) === 0) this.#shutOut.spend(address);
    return FLOOD_RETRY_MS;
  }

  /**
   * @throws Refused `busy` to a connection beyond what its address may have; `too-fast` to too many in a row, and
   * to an address that is shut out.
   */
  check(request: IncomingMessage): void {
    if (this.#crowded.has(request)) throw new Refused('busy', { retryAfter: BUSY_RETRY_MS });
    const address = this.addressOf(request);
    const retryAfter = this.#waitMs(address);
    if (retryAfter === 0) return this.#handshakes.spend(address);
    this.#explained.spend(address);
    throw new Refused('too-fast', { retryAfter });
  }

  /** How long an address has to stay away, in ms. */
  #waitMs(address: string): number {
    return Math.max(this.#shutOut.waitMs(address), this.#handshakes.waitMs(address));
  }
}
