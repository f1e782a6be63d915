import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

export const sources = [
  'protocol',
  'server',
  'widget',
  'demo',
  'scripts/build.mjs',
  'scripts/build',
  'scripts/rollup',
  'rollup.config.mjs',
  'custom-elements-manifest.config.mjs',
  'tsconfig.json',
  'tsconfig.build.json',
  'package-lock.json',
  'package.json',
];

/** Whether `dist` is newer than every source. */
export function isBuilt() {
  const stamp = 'dist/.built';
  return existsSync(stamp) && newestChange() <= Number(readFileSync(stamp, 'utf8'));
}

/** When a source last changed, in ms. Folders count: their time tells of files that went away. */
export function newestChange(paths = sources) {
  return Math.max(0, ...paths.filter(path => existsSync(path)).map(changedAt));
}

function changedAt(path) {
  const { mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) return mtimeMs;
  return Math.max(mtimeMs, newestChange(readdirSync(path).map(entry => join(path, entry))));
}
