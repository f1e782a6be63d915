import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildDemo } from './build/demo.mjs';
import { buildEditorData } from './build/editor-data.mjs';
import { buildLanguages } from './build/languages.mjs';
import { precompress } from './build/precompress.mjs';
import { buildServer } from './build/server.mjs';
import { buildStyling } from './build/styling.mjs';
import { run } from './run.mjs';

/**
 * Builds beside `dist` and swaps at the end: a build that fails leaves the last good one, and a running relay
 * never serves half a build.
 */
const folder = `.dist-${process.pid}`;
const began = Date.now();

try {
  await build();
  swap();
  console.log(`Built dist in ${((Date.now() - began) / 1000).toFixed(1)} s.`);
} catch (error) {
  console.error(`The build failed. ${error.message}`);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function build() {
  mkdirSync(folder);
  const steps = await Promise.allSettled([
    buildScript(),
    tool('tsc', '-p', 'tsconfig.build.json', '--outDir', folder),
    buildManifest(),
    buildServer(folder),
    buildDemo(join(folder, 'demo')).then(files => precompress(files)),
    buildLanguages(folder).then(files => precompress(files)),
  ]);
  const failed = steps.find(({ status }) => status === 'rejected');
  if (failed) throw failed.reason;
  chmodSync(join(folder, 'server/bin.js'), 0o755);
}

/** What the element's comments say, and what is made of it. */
async function buildManifest() {
  await tool('cem', 'analyze', '--outdir', folder);
  await Promise.all([buildEditorData(folder), buildStyling(folder).then(files => precompress(files))]);
}

async function buildScript() {
  await tool('rollup', '-c', '--failAfterWarnings', '--silent');
  const scripts = readdirSync(folder).filter(name => /^awesome-chat\..*js$/.test(name));
  await precompress(scripts.map(name => join(folder, name)));
}

function tool(name, ...args) {
  return run(`node_modules/.bin/${name}`, args, { env: { ...process.env, BUILD_FOLDER: folder } });
}

function swap() {
  // Sources changed while building are newer than this, and built again the next time.
  writeFileSync(join(folder, '.built'), String(began));
  const old = `${folder}-old`;
  if (existsSync('dist')) renameSync('dist', old);
  renameSync(folder, 'dist');
  rmSync(old, { recursive: true, force: true });
}
