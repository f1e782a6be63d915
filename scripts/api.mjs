import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { apiTables } from './api/tables.mjs';

/** `npm run api` writes the README's tables anew from the element's comments; with `--check` it only compares. */
const PLACE = /(?<=<!-- api:start -->\n)[^]*(?=<!-- api:end -->)/;

const readme = readFileSync('README.md', 'utf8');
const manifest = JSON.parse(readFileSync('dist/custom-elements.json', 'utf8'));
const filled = readme.replace(PLACE, () => `\n${apiTables(manifest)}\n`);
const written = await format(filled, { ...(await resolveConfig('README.md')), filepath: 'README.md' });

if (!process.argv.includes('--check')) {
  writeFileSync('README.md', written);
} else if (written !== readme) {
  console.error("README.md does not say what the element's comments say. Run: npm run api");
  process.exitCode = 1;
}
