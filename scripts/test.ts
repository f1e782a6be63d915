import { findChromium } from '../test/support/browser.js';
import { total, type Count } from './tests/count.js';
import { runNodeTests } from './tests/node-tests.js';
import { runWidgetTests } from './tests/widget-tests.js';

/**
 * `npm test`: every suite, and a last line that sums them up. `npm test -- node` or `-- widget` runs one suite;
 * further words pick test files by a part of their path.
 */
const suites = { node: runNodeTests, widget: runWidgetTests };
const [first = '', ...rest] = process.argv.slice(2);
const isSuite = first in suites;
const words = isSuite ? rest : process.argv.slice(2);

const { passed, failed, skipped } = await runSuites();
if (skipped > 0) console.log(`${skipped} skipped`);
// A run that tested nothing has not passed.
const nothing = passed + failed === 0 ? 1 : 0;
console.log(`${passed} passed, ${failed + nothing} failed`);
process.exitCode = failed + nothing > 0 ? 1 : 0;

async function runSuites(): Promise<Count> {
  const chosen = Object.entries(suites).filter(([name]) => !isSuite || name === first);
  const counts: Count[] = [];
  try {
    process.env['CHROME_PATH'] = await findChromium();
    for (const [name, runSuite] of chosen) counts.push(await runFound(name, runSuite));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    counts.push({ passed: 0, failed: 1, skipped: 0 });
  }
  return total(counts);
}

/** A whole suite without a test has lost them. */
async function runFound(name: string, runSuite: (words: string[]) => Promise<Count>): Promise<Count> {
  const count = await runSuite(words);
  if (count.passed + count.failed > 0) return count;
  console.error(`No test was found in the suite ${name}.`);
  return { ...count, failed: words.length === 0 ? 1 : 0 };
}
