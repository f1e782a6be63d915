import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { elementOf } from '../api/element.mjs';
import { examplesOf } from './examples.mjs';
import { renderKind, renderLink } from './styling-entries.mjs';

const SOURCE = 'demo/styling';
const SHEET = 'styling.css';
const PLACES = [
  [/ *<!-- kinds -->\n/, renderLink],
  [/ *<!-- examples -->\n/, renderKind],
];

/**
 * The page of all that can be styled: whatever the manifest names, each with its example. Call it after the manifest.
 * Returns the files made.
 */
export async function buildStyling(folder) {
  const demo = join(folder, 'demo');
  await mkdir(demo, { recursive: true });
  const pages = [writePage(folder, join(demo, 'styling.html')), bundleScript(demo), copySheet(demo)];
  return (await Promise.all(pages)).flat();
}

async function writePage(folder, target) {
  const read = file => readFile(file, 'utf8');
  const [page, css, html, manifest] = await Promise.all([
    ...['styling.html', 'examples.css', 'examples.html'].map(name => read(join(SOURCE, name))),
    read(join(folder, 'custom-elements.json')),
  ]);
  const kinds = examplesOf(elementOf(JSON.parse(manifest)), { css, html });
  const filled = PLACES.reduce((text, [place, render]) => {
    if (!place.test(text)) throw new Error(`${SOURCE}/styling.html has no place that is ${place}.`);
    return text.replace(place, () => kinds.map(render).join('\n'));
  }, page);
  await writeFile(target, filled);
  return target;
}

/** One file, and another for what is loaded once it is wanted: the relay serves no folders. */
async function bundleScript(outdir) {
  const { metafile, warnings } = await build({
    entryPoints: [join(SOURCE, 'styling.ts')],
    chunkNames: 'styling-[hash]',
    outdir,
    bundle: true,
    format: 'esm',
    logLevel: 'error',
    metafile: true,
    minify: true,
    splitting: true,
    target: 'es2022',
  });
  if (warnings.length > 0) throw new Error(warnings.map(({ text }) => text).join('\n'));
  return Object.keys(metafile.outputs).map(file => join(outdir, basename(file)));
}

async function copySheet(demo) {
  await copyFile(join(SOURCE, SHEET), join(demo, SHEET));
  return join(demo, SHEET);
}
