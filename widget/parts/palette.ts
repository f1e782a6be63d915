import type { Color } from '../../protocol/colors.js';

/** Each colour at its fullest. It is mixed with that of the text, and so can be read in light and dark alike. */
export const PALETTE: Record<Color, string> = {
  red: '#d00',
  orange: '#d60',
  olive: '#880',
  green: '#080',
  teal: '#088',
  blue: '#06e',
  purple: '#83e',
  pink: '#d0a',
};

/** Lets a style sheet know of a colour as `--_hue`. @param color undefined: of none */
export function paint({ dataset, style }: HTMLElement, color: Color | undefined): void {
  if (dataset['color'] === color) return;
  if (color) dataset['color'] = color;
  else delete dataset['color'];
  style.setProperty('--_hue', (color && PALETTE[color]) ?? null);
}
