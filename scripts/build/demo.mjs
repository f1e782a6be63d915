import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { filesUnder } from '../files.mjs';
import { transpile } from './server.mjs';

const PAGE = 'demo/index.html';
const PANEL = 'demo/break-it/panel.html';
/** What is there to be read, and built by its own tools. */
const EXAMPLES = /^demo\/(react|vue|frameworks)\b/;
/** Where the page has the panel, when it has it. */
const PANEL_PLACE = / *<!-- break it -->\n/;

/** `demo/` as the relay serves it. Returns the files made. */
export async function buildDemo(folder) {
  const sources = filesUnder('demo').filter(
    source => ![PAGE, PANEL].includes(source) && !EXAMPLES.test(source),
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

/** The page as it is, and with the panel that breaks things, which a relay serves only when it is told to. */
async function buildPages(folder) {
  const [page, panel] = await Promise.all([PAGE, PANEL].map(file => readFile(file, 'utf8')));
  if (!PANEL_PLACE.test(page)) throw new Error(`${PAGE} has no place for the panel.`);
  const pages = [
    [join(folder, 'index.html'), page.replace(PANEL_PLACE, '')],
    [join(folder, 'break-it/index.html'), page.replace(PANEL_PLACE, () => panel)],
  ];
  await mkdir(join(folder, 'break-it'), { recursive: true });
  await Promise.all(pages.map(([file, html]) => writeFile(file, html)));
  return pages.map(([file]) => file);
}
