import { createRequire } from 'node:module';
import { filesUnder } from '../files.mjs';
import { runCounted, type Count } from './count.js';

const runner = createRequire(import.meta.url)
  .resolve('@web/test-runner')
  .replace(/index\.js$/, 'bin.js');

/** The widget's component tests, in a real browser. */
export async function runWidgetTests(words: string[]): Promise<Count> {
  const files = filesUnder('test/widget').filter(file => file.endsWith('.test.ts'));
  const chosen = files.filter(file => words.every(word => file.includes(word)));
  if (chosen.length === 0) return { passed: 0, failed: 0, skipped: 0 };
  return runCounted([runner, '--files', ...chosen]);
}
