import { runCounted } from './tests/count.js';
import { reporters } from './tests/node-tests.js';

/** `npm run test:attacks`: floods on each limit beside people who talk, and twenty thousand hostile sequences, or as many as HOSTILE_SEQUENCES says. */
process.env['HOSTILE_SEQUENCES'] ??= '20000';
const files = ['test/attacks/flood.test.ts', 'test/server/hostile-random.test.ts'];
// One after the other: what is measured must not be disturbed by ourselves.
const args = ['--test', '--test-concurrency=1', ...reporters, ...files];
const { passed, failed } = await runCounted(args);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
