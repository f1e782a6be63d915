import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { launcherOf } from './scripts/tests/launchers.ts';
import { builtPlugin } from './scripts/tests/built-plugin.ts';
import { countTests } from './scripts/tests/widget-count.ts';
import { relayPlugin } from './scripts/tests/relay-plugin.ts';

/** Runs under tsx: see scripts/tests/widget-tests.ts. */
export default {
  files: 'test/widget/**/*.test.ts',
  browsers: [await launcherOf(process.env.TEST_ENGINE)],
  nodeResolve: { browser: true, exportConditions: ['browser'] },
  plugins: [
    relayPlugin(),
    ...(process.env.TEST_BUILT ? [builtPlugin()] : []),
    esbuildPlugin({ ts: true, tsconfig: 'tsconfig.json', target: 'es2022' }),
  ],
  reporters: [defaultReporter(), countTests()],
  // One file at a time, on any machine: they share what the browser keeps, and only one page has the focus.
  concurrency: 1,
  // For a file: the longest takes 20 s on a machine with nothing else to do.
  testsStartTimeout: 120_000,
  testsFinishTimeout: 300_000,
  // Longer than what `waitUntil` waits, which says for what.
  testFramework: { config: { timeout: 60_000 } },
};
