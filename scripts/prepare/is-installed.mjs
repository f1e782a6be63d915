import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const stamp = 'node_modules/.awesome-chat-lock';

/** Whether node_modules holds what package-lock.json names. */
export function isInstalled() {
  if (!existsSync('node_modules')) return false;
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lockHash()) return true;
  if (!holdsLockedVersions()) return false;
  rememberInstall();
  return true;
}

export function rememberInstall() {
  writeFileSync(stamp, lockHash());
}

function lockHash() {
  return createHash('sha256').update(readFileSync('package-lock.json')).digest('hex');
}

/** Someone may have run `npm install` by hand; npm notes what it installed. */
function holdsLockedVersions() {
  const note = 'node_modules/.package-lock.json';
  if (!existsSync(note)) return false;
  const installed = packagesOf(note);
  const locked = Object.entries(packagesOf('package-lock.json'));
  return locked.every(([path, { version, optional }]) => {
    return path === '' || optional || installed[path]?.version === version;
  });
}

function packagesOf(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}
