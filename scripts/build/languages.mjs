import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { filesUnder } from '../files.mjs';

/** The words of each language as the relay serves them. Returns the files made. */
export async function buildLanguages(folder) {
  const sources = filesUnder('widget/i18n').filter(file => file.endsWith('.json'));
  return Promise.all(sources.map(source => pack(source, join(folder, `awesome-chat.${basename(source)}`))));
}

async function pack(source, target) {
  await writeFile(target, JSON.stringify(JSON.parse(await readFile(source, 'utf8'))));
  return target;
}
