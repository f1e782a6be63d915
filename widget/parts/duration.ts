/** Units in seconds, the largest first. */
const UNITS = [
  ['hour', 3600, Infinity],
  ['minute', 60, 60],
  ['second', 1, 60],
] as const;

/** A duration in the words of a language, without the units of which there are none. @param seconds a whole number */
export function durationIn(tags: string[], seconds: number, unitDisplay: 'long' | 'short'): string {
  const parts = UNITS.map(([unit, size, most]) => ({ unit, count: Math.floor(seconds / size) % most }));
  const said = parts.filter(({ count }) => count > 0);
  const texts = said.map(({ unit, count }) =>
    new Intl.NumberFormat(tags, { style: 'unit', unit, unitDisplay }).format(count),
  );
  return new Intl.ListFormat(tags, { type: 'unit', style: unitDisplay }).format(texts);
}
