import type { Row, Sheet, Subject } from '../sheet.js';
import { formatNumber, formatSummary } from './figure.js';
import { markdownTable } from './markdown.js';

/** What stands beside each other in a table, and of which to which the ratios are. */
interface Layout {
  title: string;
  columns: [subject: Subject, title: string][];
  ratios: [of: Subject, to: Subject, title: string][];
}

const RELAYS: Layout = {
  title: 'Relays',
  columns: [
    ['durable', 'durable'],
    ['memory', 'in memory'],
    ['tutorial', 'tutorial'],
    ['ws', 'ws loop'],
  ],
  ratios: [
    ['durable', 'tutorial', 'durable ÷ tutorial'],
    ['memory', 'tutorial', 'in memory ÷ tutorial'],
    ['memory', 'ws', 'in memory ÷ ws loop'],
  ],
};

const PAGES: Layout = {
  title: 'Pages',
  columns: [
    ['widget', 'widget'],
    ['list', 'plain list'],
  ],
  ratios: [['widget', 'list', 'widget ÷ plain list']],
};

/** All figures of a run: those of relays, and those of pages. */
export function formatFigures(sheet: Sheet): string {
  return [RELAYS, PAGES].flatMap(layout => formatLayout(sheet, layout)).join('\n\n');
}

function formatLayout(sheet: Sheet, { title, columns, ratios }: Layout): string[] {
  const rows = sheet.rows.filter(({ values }) => columns.some(([subject]) => values[subject]));
  if (rows.length === 0) return [];
  const head = [title, 'unit', ...columns.map(([, name]) => name), ...ratios.map(([, , name]) => name)];
  const lines = rows.map(row => [
    row.name,
    row.unit,
    ...columns.map(([subject]) =>
      row.values[subject] ? formatSummary(sheet.summary(row.name, subject)) : '',
    ),
    ...ratios.map(([of, to]) => formatRatio(sheet, row, of, to)),
  ]);
  const notes = rows.flatMap(({ name, notes }) => notes.map(note => `- ${name}: ${note}.`));
  return [markdownTable(head, lines, 2), ...(notes.length > 0 ? [notes.join('\n')] : [])];
}

/** A ratio to nothing is none. */
function formatRatio(sheet: Sheet, { name, values }: Row, of: Subject, to: Subject): string {
  const ratio = sheet.summary(name, of).median / sheet.summary(name, to).median;
  return values[of] && values[to] && Number.isFinite(ratio) ? formatNumber(ratio) : '';
}
