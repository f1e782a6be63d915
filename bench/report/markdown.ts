/** A table in Markdown, laid out as Prettier does it. The first columns hold words, the others numbers. */
export function markdownTable(head: string[], rows: string[][], words = 1): string {
  const lines = [head, ...rows];
  const widths = head.map((_, column) => Math.max(3, ...lines.map(cells => cells[column]!.length)));
  const isWord = (column: number) => column < words;
  const cell = (text: string, column: number) =>
    isWord(column) ? text.padEnd(widths[column]!) : text.padStart(widths[column]!);
  const rule = widths.map((width, column) =>
    isWord(column) ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  );
  const line = (cells: string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), `| ${rule.join(' | ')} |`, ...rows.map(line)].join('\n');
}
