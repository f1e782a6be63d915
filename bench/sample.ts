/** A figure that was measured several times. */
export interface Summary {
  median: number;
  /** Half of the distance between the least and the greatest. */
  spread: number;
}

/** NaN for none: what was not measured must not look like a figure. */
export function summarize(values: readonly number[]): Summary {
  const ascending = [...values].sort((a, b) => a - b);
  const [least = NaN, greatest = NaN] = [ascending[0], ascending.at(-1)];
  return { median: medianOf(ascending), spread: (greatest - least) / 2 };
}

export function median(values: readonly number[]): number {
  return medianOf([...values].sort((a, b) => a - b));
}

function medianOf(ascending: readonly number[]): number {
  const half = ascending.length / 2;
  const [below = NaN, above = NaN] = [ascending[Math.ceil(half) - 1], ascending[Math.floor(half)]];
  return (below + above) / 2;
}
