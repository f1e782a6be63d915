import { findChromium } from '../test/support/browser.js';
import { runCounted, total } from './tests/count.js';
import { reporters } from './tests/node-tests.js';

/**
 * `npm run test:attacks`: floods on each limit beside people who talk, strings that are known to break programs, and a
 * hundred thousand hostile sequences, or as many as HOSTILE_SEQUENCES says. Of what is typed as a name NAUGHTY_STEP takes
 * each so many.
 */
const SEQUENCES = Number(process.env['HOSTILE_SEQUENCES'] ?? 100_000);
/** Processes that share the sequences, each with a seed of its own. */
const SHARES = 2;

const run = (file: string, env: NodeJS.ProcessEnv = {}) => runCounted(['--test', ...reporters, file], env);
// First, and alone: what is measured must not be disturbed by ourselves.
const floods = await run('test/attacks/flood.test.ts');
const share = { HOSTILE_SEQUENCES: `${Math.ceil(SEQUENCES / SHARES)}` };
const others = await Promise.all([
  run('test/attacks/naughty-strings.test.ts', { CHROME_PATH: await findChromium() }),
  ...Array.from({ length: SHARES }, () => run('test/server/hostile-random.test.ts', share)),
]);
const { passed, failed } = total([floods, ...others]);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
