/** Numbers that look random, and are the same again for the same seed. */
export interface Random {
  /** At least `from`, below `to`. */
  between(from: number, to: number): number;
  /** One of a list. */
  pick<T>(list: readonly T[]): T;
  /** Another source, for a part that must not disturb this one. */
  fork(): Random;
}

/** mulberry32: small, fast, and good enough to choose moments. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const random: Random = {
    between: (from, to) => from + next() * (to - from),
    pick: list => list[Math.floor(next() * list.length)]!,
    fork: () => seeded(next() * 2 ** 32),
  };
  return random;
}
