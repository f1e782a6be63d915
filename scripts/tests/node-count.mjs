import { writeFileSync } from 'node:fs';
import { isAbsolute } from 'node:path';

/** Reporter for node's test runner: prints nothing, writes how many tests passed and failed. */
// eslint-disable-next-line require-yield -- a reporter has to be a generator
export default async function* countTests(events) {
  const count = { passed: 0, failed: 0, skipped: 0 };
  for await (const { type, data } of events) {
    const outcome = outcomeOf(type, data);
    if (outcome) count[outcome]++;
  }
  writeFileSync(process.env.COUNT_FILE, JSON.stringify(count));
}

function outcomeOf(type, data) {
  if (type !== 'test:pass' && type !== 'test:fail') return undefined;
  // A suite fails with its tests, and is no test itself; one that breaks on its own is.
  if (data.details?.type === 'suite' && !breaksAlone(data)) return undefined;
  if (data.skip !== undefined || data.todo !== undefined) return 'skipped';
  return type === 'test:pass' && !isFileWithoutTests(data) ? 'passed' : 'failed';
}

/** The runner reports such a file as one test that passed, under the name of the file. */
function isFileWithoutTests({ name }) {
  return isAbsolute(name) && name.endsWith('.test.ts');
}

function breaksAlone({ details }) {
  return details.error !== undefined && details.error.failureType !== 'subtestsFailed';
}
