import { writeFileSync } from 'node:fs';
import type { Reporter, TestSession, TestSuiteResult } from '@web/test-runner';
import { total, type Count } from './count.js';

/** Reporter for the web test runner: prints nothing, writes how many tests passed and failed. */
export function countTests(): Reporter {
  return {
    stop({ sessions }) {
      const file = process.env['COUNT_FILE'];
      if (file) writeFileSync(file, JSON.stringify(total([...sessions].map(countSession))));
    },
  };
}

/** A file that could not be imported has no failed test, only errors. */
function countSession({ testResults, errors, passed }: TestSession): Count {
  const count = testResults ? countSuite(testResults) : { passed: 0, failed: 0, skipped: 0 };
  const broken = errors.length > 0 || (!passed && count.failed === 0);
  return broken ? { ...count, failed: count.failed + 1 } : count;
}

function countSuite({ tests, suites }: TestSuiteResult): Count {
  const own = {
    passed: tests.filter(test => test.passed && !test.skipped).length,
    failed: tests.filter(test => !test.passed && !test.skipped).length,
    skipped: tests.filter(test => test.skipped).length,
  };
  return total([own, ...suites.map(countSuite)]);
}
