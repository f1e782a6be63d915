import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { filesUnder } from '../files.mjs';
import { transpile } from './server.mjs';

const PAGE = 'demo/index.html';
const PANEL = 'demo/break-it/panel.html';
const FIELD = 'demo/sign-in/field.html';
/** What is built elsewhere: by its own tools, or in ./styling.mjs. */
const OTHERS = /^demo\/(react|vue|frameworks|styling)\b/;
/** Where the page has the panel, when it has it. */
const PANEL_PLACE = / *<!-- break it -->\n/;
/** Where it has the field to sign in with. */
const FIELD_PLACE = / *<!-- sign in -->\n/;

/** `demo/` as the relay serves it. Returns the files made. */
export async function buildDemo(folder) {
  const sources = filesUnder('demo').filter(
    source => ![PAGE, PANEL, FIELD].includes(source) && !OTHERS.test(source),
  );
  const files = sources.map(source => buildFile(source, join(folder, source.slice('demo/'.length))));
  return (await Promise.all([...files, buildPages(folder)])).flat();
}

async function buildFile(source, copy) {
  const target = copy.replace(/\.ts$/, '.js');
  if (target !== copy) {
    await transpile(source, target);
  } else {
    await mkdir(dirname(target), { recursive: true });
    await copyFile(source, target);
  }
  return target;
}

/** The page as it is, and what a relay serves only when it is told to: with the panel that breaks things, and the field. */
async function buildPages(folder) {
  const [page, panel, field] = await Promise.all([PAGE, PANEL, FIELD].map(file => readFile(file, 'utf8')));
  for (const place of [PANEL_PLACE, FIELD_PLACE])
    if (!place.test(page)) throw new Error(`${PAGE} has no place that is ${place}.`);
  const withParts = (ofPanel, ofField) =>
    page.replace(PANEL_PLACE, () => ofPanel).replace(FIELD_PLACE, () => ofField);
  const pages = [
    [join(folder, 'index.html'), withParts('', '')],
    [join(folder, 'break-it/index.html'), withParts(panel, '')],
    [join(folder, 'sign-in/index.html'), withParts(panel, field)],
  ];
  await Promise.all(pages.map(([file, html]) => writePage(file, html)));
  return pages.map(([file]) => file);
}

async function writePage(file, html) {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, html);
}
