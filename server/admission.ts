import type { IncomingMessage } from 'node:http';
import { Refused } from '../protocol/refusals.js';
import { addressOf, type TrustedProxies } from './address.js';
import { Caps, Rates } from './rates.js';

/** Connections that one address may have: a school behind one address, not a flood from one. */
const MAX_CONNECTIONS = 200;
/** Handshakes of one address: after a restart of the relay all that it may have come back at once. */
const HANDSHAKE_RATE = { count: 10, perMs: 1000, burst: 2 * MAX_CONNECTIONS };
const BUSY_RETRY_MS = 30_000;

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
  readonly #crowded = new WeakSet<IncomingMessage>();
  /** Read once: a request whose connection is gone no longer knows its address. */
  readonly #addresses = new WeakMap<IncomingMessage, string>();

  /** @param isLimited whether there are any limits. */
  constructor(isLimited: boolean, trustProxy: TrustedProxies) {
    this.#trustProxy = trustProxy;
    this.#caps = new Caps(isLimited ? MAX_CONNECTIONS : Infinity);
    this.#handshakes = new Rates(isLimited ? HANDSHAKE_RATE : undefined);
  }

  addressOf(request: IncomingMessage): string {
    const address = this.#addresses.get(request) ?? addressOf(request, this.#trustProxy);
    this.#addresses.set(request, address);
    return address;
  }

  /** Whether a request may become a connection at all. Far over its bound an address is not even told why not. */
  isOpenTo(request: IncomingMessage): boolean {
    return this.#caps.count(this.addressOf(request)) < 2 * this.#caps.max;
  }

  /** Counts a connection until it closes. */
  count(socket: EngineSocket): void {
    const address = this.addressOf(socket.request);
    if (!this.#caps.take(address)) this.#crowded.add(socket.request);
    socket.once('close', () => this.#caps.giveBack(address));
  }

  /** @throws Refused `busy` to a connection beyond what its address may have; `too-fast` to too many in a row. */
  check(request: IncomingMessage): void {
    if (this.#crowded.has(request)) throw new Refused('busy', { retryAfter: BUSY_RETRY_MS });
    this.#handshakes.take(this.addressOf(request));
  }
}
