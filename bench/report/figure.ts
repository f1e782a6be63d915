import type { Summary } from '../sample.js';

/** Three digits are as many as a run is good for. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return 'none';
  const isWhole = Number.isInteger(value) || value >= 100;
  const fraction = isWhole ? 0 : value >= 10 ? 1 : 2;
  return value.toLocaleString('en', { minimumFractionDigits: fraction, maximumFractionDigits: fraction });
}

/** `12.3 ±0.4`: the median, and half of what lies between the least and the greatest. */
export function formatSummary({ median, spread }: Summary): string {
  return spread > 0 ? `${formatNumber(median)} ±${formatNumber(spread)}` : formatNumber(median);
}
