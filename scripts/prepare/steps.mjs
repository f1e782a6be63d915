import { spawnSync } from 'node:child_process';
import { isBuilt } from './is-built.mjs';
import { isInstalled, rememberInstall } from './is-installed.mjs';

/** Installs what the lock file names and builds, each only if something changed. */
export function prepare() {
  if (!isInstalled()) {
    step('Installing dependencies (npm ci) …', 'npm', ['ci', '--include=dev', '--no-fund', '--no-audit']);
    rememberInstall();
  }
  if (!isBuilt()) step('Building …', process.execPath, ['scripts/build.mjs']);
}

function step(says, command, args) {
  console.log(says);
  const { status, error } = spawnSync(command, args, {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (error) console.error(`${command} could not be started: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
}
