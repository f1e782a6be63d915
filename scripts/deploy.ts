import { execFileSync } from 'node:child_process';
import { findChromium } from '../test/support/browser.js';
import { filesUnder } from './files.mjs';
import { runCounted } from './tests/count.js';
import { reporters } from './tests/node-tests.js';

/**
 * `npm run test:deploy`: the configurations in docs/deploy and the code in docs/people.md, run by the programs they are
 * for. It says which of these are there; in CI all have to be.
 */
const PROGRAMS = {
  nginx: ['-v'],
  caddy: ['version'],
  node: ['--version'],
  php: ['--version'],
  python3: ['--version'],
};

const found = Object.entries(PROGRAMS)
  .filter(([name, args]) => isThere(name, args))
  .map(([name]) => name);
const missing = Object.keys(PROGRAMS).filter(name => !found.includes(name));
console.log(`Found: ${found.join(', ') || 'nothing'}.`);
if (missing.length > 0) console.log(`Not found, and not tested: ${missing.join(', ')}.`);

process.env['DEPLOY_PROGRAMS'] = found.join(',');
process.env['CHROME_PATH'] = await findChromium();
const files = filesUnder('test/deploy').filter(file => file.endsWith('.test.ts'));
const { passed, failed } = await runCounted(['--test', ...reporters, ...files]);
const failures = failed + (process.env['CI'] ? missing.length : 0);
console.log(`${passed} passed, ${failures} failed`);
process.exitCode = failures > 0 ? 1 : 0;

function isThere(name: string, args: string[]): boolean {
  try {
    execFileSync(name, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
