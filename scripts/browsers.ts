import { findChromium } from '../test/support/browser.js';
import { findFirefox, findWebKit } from '../test/support/engines/find.js';
import { startWebKitDriver } from '../test/support/engines/webkit-driver.js';
import { total, type Count } from './tests/count.js';
import { runNodeTests } from './tests/node-tests.js';
import { runWidgetTests } from './tests/widget-tests.js';

/**
 * `npm run test:browsers`: the widget's component tests and the main paths from end to end, in each engine that is
 * there: Chromium, Firefox, WebKit. In CI all have to be. Words pick engines by name, then test files by a part of their path.
 * It is the built script that is tested, which has been shortened; `npm test` tests its sources.
 */
interface Engine {
  name: string;
  /** Where it is; undefined where it is not. */
  find: () => Promise<string | undefined> | string | undefined;
  hint: string;
  run: (words: string[]) => Promise<Count>;
}

const engines: Engine[] = [
  {
    name: 'chromium',
    find: () => findChromium().catch(() => undefined),
    hint: 'install Chrome or Chromium, or set CHROME_PATH',
    run: runInEngine,
  },
  {
    name: 'firefox',
    find: findFirefox,
    hint: 'install Firefox, or set FIREFOX_PATH',
    run: runInEngine,
  },
  {
    name: 'webkit',
    find: () => findWebKit()?.browser,
    hint: 'install webkit2gtk-driver, xvfb and xauth (Debian)',
    run: runInWebKit,
  },
];

process.env['TEST_BUILT'] = '1';
const names = engines.map(({ name }) => name);
const wanted = process.argv.slice(2).filter(word => names.includes(word));
const words = process.argv.slice(2).filter(word => !names.includes(word));
const counts: Count[] = [];
for (const engine of engines) {
  if (wanted.length === 0 || wanted.includes(engine.name)) counts.push(await runEngine(engine));
}
const { passed, failed, skipped } = total(counts);
if (skipped > 0) console.log(`${skipped} skipped`);
const nothing = passed + failed === 0 ? 1 : 0;
console.log(`${passed} passed, ${failed + nothing} failed`);
process.exitCode = failed + nothing > 0 ? 1 : 0;

async function runEngine({ name, find, hint, run }: Engine): Promise<Count> {
  const path = await find();
  if (!path) return absent(name, hint);
  console.log(`\n== ${name}: ${path}`);
  process.env['TEST_ENGINE'] = name;
  if (name === 'chromium') process.env['CHROME_PATH'] = path;
  const count = await run(words);
  return count.passed + count.failed > 0 ? count : { ...count, failed: 1 };
}

function absent(name: string, hint: string): Count {
  console.log(`\n== ${name}: not found. To test it, ${hint}.`);
  return { passed: 0, failed: process.env['CI'] ? 1 : 0, skipped: 0 };
}

async function runInEngine(chosen: string[]): Promise<Count> {
  // One file at a time: the driver of WebKit has one session.
  return total([await runNodeTests(['e2e/engines', ...chosen], 1), await runWidgetTests(chosen)]);
}

async function runInWebKit(chosen: string[]): Promise<Count> {
  const driver = await startWebKitDriver(findWebKit()!);
  try {
    const { port, capabilities } = driver;
    process.env['WEBKIT_DRIVER'] = JSON.stringify({ port, capabilities });
    return await runInEngine(chosen);
  } finally {
    await driver.stop();
  }
}
