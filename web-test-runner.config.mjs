import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { countTests } from './scripts/tests/widget-count.ts';
import { relayPlugin } from './scripts/tests/relay-plugin.ts';
import { chromiumFlags, findChromium } from './test/support/browser.ts';

/** Runs under tsx: see scripts/tests/widget-tests.ts. */
export default {
  files: 'test/widget/**/*.test.ts',
  browsers: [
    chromeLauncher({ launchOptions: { executablePath: await findChromium(), args: chromiumFlags() } }),
  ],
  nodeResolve: { browser: true, exportConditions: ['browser'] },
  plugins: [relayPlugin(), esbuildPlugin({ ts: true, tsconfig: 'tsconfig.json', target: 'es2022' })],
  reporters: [defaultReporter(), countTests()],
  testFramework: { config: { timeout: 10_000 } },
};
