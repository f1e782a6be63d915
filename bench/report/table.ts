import type { Row, Sheet, Subject } from '../sheet.js';

const COLUMNS: [subject: Subject, title: string][] = [
  ['durable', 'durable'],
  ['memory', 'in memory'],
  ['tutorial', 'tutorial'],
  ['ws', 'ws loop'],
];

export function formatTable(sheet: Sheet): string {
  const head = ['', 'unit', ...COLUMNS.map(([, title]) => title), '÷ tutorial', '÷ ws loop'];
  const lines = sheet.rows.map(row => [
    row.name,
    row.unit,
    ...COLUMNS.map(([subject]) => formatFigure(sheet, row, subject)),
    ratio(sheet, row, 'tutorial'),
    ratio(sheet, row, 'ws'),
  ]);
  const notes = sheet.rows.flatMap(({ name, notes }) => notes.map(note => `- ${name}: ${note}`));
  return [markdown([head, ...lines]), ...(notes.length > 0 ? ['', ...notes] : [])].join('\n');
}

function markdown(rows: string[][]): string {
  const [head = [], ...rest] = rows;
  const rule = head.map((_, index) => (index < 2 ? '---' : '--:'));
  return [head, rule, ...rest].map(cells => `| ${cells.join(' | ')} |`).join('\n');
}

function formatFigure(sheet: Sheet, { name, values }: Row, subject: Subject): string {
  if (!values[subject]) return '';
  const { median, spread } = sheet.summary(name, subject);
  return spread > 0 ? `${digits(median)} ±${digits(spread)}` : digits(median);
}

function ratio(sheet: Sheet, { name }: Row, other: Subject): string {
  const value = sheet.summary(name, 'memory').median / sheet.summary(name, other).median;
  return Number.isFinite(value) ? value.toFixed(2) : '';
}

function digits(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
