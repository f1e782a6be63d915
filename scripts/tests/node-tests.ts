import { availableParallelism } from 'node:os';
import { filesUnder } from '../files.mjs';
import { runCounted, type Count } from './count.js';

export const reporters = [
  ['spec', 'stdout'],
  ['./scripts/tests/node-count.mjs', 'stderr'],
].flatMap(([reporter, target]) => [`--test-reporter=${reporter}`, `--test-reporter-destination=${target}`]);

/** A file that takes longer hangs: it has failed, and the others have their turn. The longest takes a minute. */
const FILE_TIMEOUT_MS = 300_000;
/** Files at a time. Two share even a small machine well: most of them wait most of the time. */
const FILES_AT_A_TIME = Math.max(2, availableParallelism() - 1);

/** Everything under `test/` but the widget's component tests, which run in a browser, and what needs other programs. */
export async function runNodeTests(words: string[], filesAtATime = FILES_AT_A_TIME): Promise<Count> {
  const files = filesUnder('test').filter(
    file => file.endsWith('.test.ts') && !/^test\/(widget|deploy|attacks)\//.test(file),
  );
  const chosen = files.filter(file => words.every(word => file.includes(word)));
  if (chosen.length === 0) return { passed: 0, failed: 0, skipped: 0 };
  const bounds = [`--test-timeout=${FILE_TIMEOUT_MS}`, `--test-concurrency=${filesAtATime}`];
  return runCounted(['--test', ...bounds, ...reporters, ...chosen]);
}
