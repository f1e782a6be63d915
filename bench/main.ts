import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Bench } from './bench.js';
import { embed } from './report/embed.js';
import { MEASUREMENTS } from './measurements/index.js';
import { describeMachine } from './report/machine.js';
import { formatReport } from './report/report.js';

/**
 * `npm run bench`: everything beside each other, in one run. `-- --quick` takes less than two minutes, and is for
 * seeing that all of it works; `--only NAME` measures one, or several with commas between; `--json FILE` and
 * `--markdown FILE` write down what came of it.
 */
const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    json: { type: 'string' },
    markdown: { type: 'string' },
  },
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
const names = values.only?.split(',') ?? MEASUREMENTS.map(({ name }) => name);
const bench = new Bench(values.quick, line => console.error(line));
const { sheet } = bench;
const machine = describeMachine(values.quick);

try {
  for (const name of names) await run(name);
} finally {
  await bench.end();
}

const report = formatReport(machine, sheet);
console.log(report);
if (values.markdown) embed(values.markdown, report);
const { rows, failures } = sheet;
if (values.json) writeFileSync(values.json, `${JSON.stringify({ machine, rows, failures }, null, 2)}\n`);
for (const { measurement, sentence } of failures) console.log(`✖ ${measurement}: ${sentence}`);
console.log(`${rows.length} measured, ${failures.length} failed`);
console.log(`${rows.length} passed, ${failures.length} failed`);
process.exitCode = failures.length > 0 ? 1 : 0;

async function run(name: string): Promise<void> {
  const measurement = MEASUREMENTS.find(known => known.name === name);
  if (!measurement) {
    const known = MEASUREMENTS.map(({ name }) => name).join(', ');
    return sheet.fail(name, `there is no such measurement; there are ${known}`);
  }
  const before = sheet.rows.length;
  await measurement.measure(bench).catch((error: Error) => sheet.fail(name, error.message));
  if (sheet.rows.length === before) sheet.fail(name, 'nothing was measured');
}
