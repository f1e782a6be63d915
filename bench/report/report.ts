import type { Sheet } from '../sheet.js';
import type { Machine } from './machine.js';
import { formatPeers } from './peers.js';
import { formatFigures } from './table.js';
import { formatTargets } from './targets.js';

/** A run in Markdown, as the documentation shows it. */
export function formatReport(machine: Machine, sheet: Sheet): string {
  const parts = [
    formatMachine(machine, sheet),
    formatTargets(sheet, machine.isQuick),
    formatFigures(sheet),
    formatPeers(),
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

function formatMachine(machine: Machine, { browser }: Sheet): string {
  const { date, cores, processor, memoryGb, system, node, versions, loadBefore, isQuick } = machine;
  const day = new Date(date).toLocaleDateString('en-GB', { dateStyle: 'long' });
  const software = [`Node ${node}`, browser, ...versions].filter(Boolean).join(', ');
  const words = [
    `${day}; ${cores} cores (${processor}), ${memoryGb} GB, ${system}; ${software}.`,
    `Load before it: ${loadBefore.toFixed(1)}.`,
    isQuick
      ? 'A quick run, with fewer people and messages than it says: it shows that all can be measured.'
      : '',
  ];
  return words.filter(Boolean).join('\n');
}
