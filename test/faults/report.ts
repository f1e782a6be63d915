import type { Outcome, Scenario } from './scenarios/scenario.js';

const HEAD = ['fault', 'messages', 'lost', 'twice', 'out of order', 'seconds to recover', ''];
const EXAMPLES = 5;

type Row = [Scenario, Outcome | Error];

/** How a scenario ended: a line, and under it what must not be. */
export function formatLine({ name }: Scenario, outcome: Outcome | Error): string {
  const problems = outcome instanceof Error ? [outcome.stack ?? outcome.message] : outcome.verdict.problems;
  if (problems.length === 0) return `✔ ${name}${noteOf(outcome as Outcome)}`;
  const rest = problems.length > EXAMPLES ? [`… and ${problems.length - EXAMPLES} more`] : [];
  return [`✖ ${name}`, ...[...problems.slice(0, EXAMPLES), ...rest].map(line => `    ${line}`)].join('\n');
}

/** All of them as a table in Markdown, as the documentation shows it. */
export function formatTable(rows: Row[]): string {
  const cells = [HEAD, HEAD.map((_, index) => (index === 0 || index === HEAD.length - 1 ? '---' : '--:'))];
  for (const row of rows) cells.push(cellsOf(row));
  return cells.map(row => `| ${row.join(' | ')} |`).join('\n');
}

function cellsOf([{ fault }, outcome]: Row): string[] {
  if (outcome instanceof Error) return [fault, '', '', '', '', '', outcome.message];
  const { verdict, recoveredInS, note = '' } = outcome;
  const { messages, lost, twice, outOfOrder } = verdict;
  return [fault, ...[messages, lost, twice, outOfOrder].map(String), recoveredInS.toFixed(1), note];
}

function noteOf({ note, recoveredInS, verdict }: Outcome): string {
  const words = [`${verdict.messages} messages`, `back in ${recoveredInS.toFixed(1)} s`, note];
  return ` (${words.filter(Boolean).join(', ')})`;
}
