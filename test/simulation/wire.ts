import type { Clock } from './clock.js';
import type { Random } from './random.js';

/** How long either side takes to find out by itself that the other one is silent, in ms. */
const PING_TIMEOUT_MS = 45_000;

/** What a network does to a connection. */
export interface Weather {
  /** Longest way of a packet, in ms. */
  delayMs: number;
  /** How probably what is sent arrives twice. */
  duplication: number;
  /** How probably a live packet is lost, as between nodes. */
  loss: number;
}

interface End {
  isOpen: boolean;
  onClose: () => void;
  /** When the last packet so far arrives: those behind it come no earlier. */
  busyUntil: number;
}

type Side = 'client' | 'relay';

/** One connection: ordered in each direction, until it is cut. */
export class Wire {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #weather: Weather;
  readonly #ends: Record<Side, End>;
  /** Nothing arrives any more, and nobody knows. */
  #isSilent = false;

  constructor(
    { clock, random, weather }: { clock: Clock; random: Random; weather: Weather },
    onClose: Record<Side, () => void>,
  ) {
    this.#clock = clock;
    this.#random = random;
    this.#weather = weather;
    const end = (side: Side): End => ({ isOpen: true, onClose: onClose[side], busyUntil: 0 });
    this.#ends = { client: end('client'), relay: end('relay') };
  }

  /** Brings something to one side: calls `arrive` there, in order, if the connection lasts so long. */
  send(to: Side, arrive: () => void, { mayRepeat = false, mayLose = false } = {}): void {
    const from = to === 'client' ? this.#ends.relay : this.#ends.client;
    const end = this.#ends[to];
    if (!from.isOpen || this.#isSilent) return;
    if (mayLose && this.#random.chance(this.#weather.loss)) return;
    const times = mayRepeat && this.#random.chance(this.#weather.duplication) ? 2 : 1;
    const delayMs = this.#random.between(0, this.#weather.delayMs);
    end.busyUntil = Math.max(end.busyUntil, this.#clock.now + delayMs);
    for (let time = 0; time < times; time++) {
      this.#clock.after(end.busyUntil - this.#clock.now, () => {
        if (end.isOpen && !this.#isSilent) arrive();
      });
    }
  }

  /** Holds up all that is on its way to the client, as when its page sleeps. */
  stall(durationMs: number): void {
    const { client } = this.#ends;
    client.busyUntil = Math.max(client.busyUntil, this.#clock.now + durationMs);
  }

  /** One side closes. What it has sent may still arrive, and the other finds out when it does. */
  close(side: Side, noticedAfterMs: number): void {
    this.#closeEnd(side);
    const other = side === 'client' ? 'relay' : 'client';
    this.#clock.after(noticedAfterMs, () => this.#closeEnd(other));
  }

  /** From now on nothing arrives, and both sides find out by the silence. */
  silence(): void {
    this.#isSilent = true;
    for (const side of ['client', 'relay'] as const) {
      this.#clock.after(this.#random.between(PING_TIMEOUT_MS / 2, PING_TIMEOUT_MS), () =>
        this.#closeEnd(side),
      );
    }
  }

  #closeEnd(side: Side): void {
    const end = this.#ends[side];
    if (!end.isOpen) return;
    end.isOpen = false;
    end.onClose();
  }
}
