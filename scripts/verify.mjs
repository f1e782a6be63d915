import { spawn } from 'node:child_process';

/**
 * `npm run verify`: all that has to hold before a change is done. Names of checks as arguments run only those.
 * A failed check does not stop the others; the last line sums up: each test, and one for each other check.
 */
const checks = {
  format: ['run', 'format:check'],
  lint: ['run', 'lint'],
  types: ['run', 'types'],
  tests: ['test'],
  simulation: ['run', 'test:simulation'],
  build: ['run', 'build'],
  api: ['run', 'api', '--', '--check'],
  size: ['run', 'size'],
  packaging: ['run', 'check:package'],
};

const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(checks);
const failures = [];
let passed = 0;
let failed = 0;

for (const name of names) {
  const result = checks[name] ? await runCheck(name) : { passed: 0, failed: 1 };
  passed += result.passed;
  failed += result.failed;
  if (result.failed > 0) failures.push(name);
}
if (failures.length > 0) console.log(`\nFailed: ${failures.join(', ')}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

async function runCheck(name) {
  console.log(`\n== ${name}`);
  const { code, output } = await npm(checks[name]);
  const one = code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  return ['tests', 'simulation'].includes(name) ? (testCount(output, code) ?? one) : one;
}

/** The last line of what runs tests, unless it contradicts how the run ended. */
function testCount(output, code) {
  const [, passed, failed] = /(\d+) passed, (\d+) failed\s*$/.exec(output) ?? [];
  if (passed === undefined || (code === 0) !== (failed === '0')) return undefined;
  return { passed: Number(passed), failed: Number(failed) };
}

function npm(args) {
  const shell = process.platform === 'win32';
  const child = spawn('npm', [...args, '--loglevel=error'], { shell, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', chunk => {
    output = (output + chunk).slice(-2000);
    process.stdout.write(chunk);
  });
  return new Promise(resolve => child.on('close', code => resolve({ code, output })));
}
