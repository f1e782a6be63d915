import type { Sanction } from '../store/store.js';

type Kind = Sanction['kind'];

const keyOf = (kind: Kind, who: string) => `${kind} ${who}`;

/** Who may not write, and who may not come in: by person, and by the address they came from. */
export class Sanctions {
  readonly #byPerson = new Map<string, Sanction>();
  /** Several may have come from one address. */
  readonly #byAddress = new Map<string, Set<Sanction>>();

  get isEmpty(): boolean {
    return this.#byPerson.size === 0;
  }

  put(sanction: Sanction): void {
    const { kind, person, address } = sanction;
    this.lift(kind, person);
    this.#byPerson.set(keyOf(kind, person), sanction);
    if (address === undefined) return;
    const key = keyOf(kind, address);
    this.#byAddress.set(key, (this.#byAddress.get(key) ?? new Set()).add(sanction));
  }

  /** @returns the sanction that is no more, if there was one */
  lift(kind: Kind, person: string): Sanction | undefined {
    const sanction = this.#byPerson.get(keyOf(kind, person));
    if (!sanction) return undefined;
    this.#byPerson.delete(keyOf(kind, person));
    const key = keyOf(kind, sanction.address ?? '');
    const others = this.#byAddress.get(key);
    others?.delete(sanction);
    if (others?.size === 0) this.#byAddress.delete(key);
    return sanction;
  }

  /** When the next of them is over: ms since 1970. */
  get nextEnd(): number | undefined {
    if (this.isEmpty) return undefined;
    return Array.from(this.#byPerson.values()).reduce(
      (soonest, { until }) => Math.min(soonest, until),
      Infinity,
    );
  }

  /** Those that are over, and are none any more. */
  takeEnded(now: number): Sanction[] {
    const ended = [...this.#byPerson.values()].filter(({ until }) => until <= now);
    for (const { kind, person } of ended) this.lift(kind, person);
    return ended;
  }

  /** Until when it holds for a person, or for someone from an address: ms since 1970. Undefined: it does not. */
  until(kind: Kind, who: { person: string; address?: string | undefined }, now: number): number | undefined {
    const own = this.#byPerson.get(keyOf(kind, who.person));
    const theirs = this.#byAddress.get(keyOf(kind, who.address ?? '')) ?? [];
    const ends = [...(own ? [own] : []), ...theirs].map(({ until }) => until);
    const last = Math.max(0, ...ends);
    return last > now ? last : undefined;
  }

  /** Forgets what somebody is called, and nothing else. */
  forget(person: string): void {
    for (const sanction of [...this.#byPerson.values()])
      if (sanction.person === person) this.put({ ...sanction, name: '' });
  }

  /** All that hold, those that end first first. */
  all(now: number): Sanction[] {
    const holding = [...this.#byPerson.values()].filter(({ until }) => until > now);
    return holding.sort((one, other) => one.until - other.until);
  }
}
