// Runs before `npm start` and `npm test`. Plain enough that an old Node gets as far as the sentence below.
import { readFileSync } from 'fs';

const wanted = JSON.parse(readFileSync('package.json', 'utf8')).engines.node.replace('>=', '');

if (isOlder(process.versions.node, wanted)) {
  console.error(`awesome-chat needs Node ${wanted} or newer; this is Node ${process.versions.node}.`);
  process.exit(1);
}

import('./prepare/steps.mjs').then(
  steps => steps.prepare(),
  error => {
    throw error;
  },
);

function isOlder(version, limit) {
  const [major, minor] = version.split('.').map(Number);
  const [limitMajor, limitMinor] = limit.split('.').map(Number);
  return major < limitMajor || (major === limitMajor && minor < limitMinor);
}
