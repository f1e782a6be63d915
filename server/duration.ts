const DURATION = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)?$/;
export const UNIT_MS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `300ms`, `25s`, `5m`, `1h` or bare seconds, in ms. NaN when it is none of these. */
export function durationMs(text: string): number {
  const [, amount, unit = 's'] = DURATION.exec(text) ?? [];
  return amount === undefined ? NaN : Number(amount) * UNIT_MS[unit as keyof typeof UNIT_MS];
}
