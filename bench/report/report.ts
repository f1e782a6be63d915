import type { Sheet } from '../sheet.js';
import type { Machine } from './machine.js';
import { formatTable } from './table.js';

/** A run in Markdown, as the documentation shows it. */
export function formatReport(machine: Machine, sheet: Sheet): string {
  const { date, cores, processor, memoryGb, node, quick, loadBefore } = machine;
  const where = `${date}: ${cores} cores (${processor}), ${memoryGb} GB, ${machine.system}, Node ${node}`;
  const how = `${quick ? ' A quick run: its figures are rough.' : ''} Load before it: ${loadBefore.toFixed(1)}.`;
  return [`${where}.${how}`, formatTable(sheet)].join('\n\n');
}
