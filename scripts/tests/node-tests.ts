import { filesUnder } from '../files.mjs';
import { runCounted, type Count } from './count.js';

const reporters = [
  ['spec', 'stdout'],
  ['./scripts/tests/node-count.mjs', 'stderr'],
].flatMap(([reporter, target]) => [`--test-reporter=${reporter}`, `--test-reporter-destination=${target}`]);

/** Everything under `test/` but the widget's component tests, which run in a browser. */
export async function runNodeTests(words: string[]): Promise<Count> {
  const files = filesUnder('test').filter(
    file => file.endsWith('.test.ts') && !file.startsWith('test/widget/'),
  );
  const chosen = files.filter(file => words.every(word => file.includes(word)));
  if (chosen.length === 0) return { passed: 0, failed: 0, skipped: 0 };
  return runCounted(['--test', ...reporters, ...chosen]);
}
