const SVG = 'http://www.w3.org/2000/svg';

/** A picture of 24 by 24 units, in the colour of the text, that says nothing by itself. @param path its outline */
export function icon(path: string): SVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  const line = document.createElementNS(SVG, 'path');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
}
