import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import { partNames } from './scripts/parts.mjs';
import { leanPackages } from './scripts/rollup/lean-packages.mjs';
import { licenses } from './scripts/rollup/licenses.mjs';
import { minifyTemplates } from './scripts/rollup/minify-templates.mjs';
import { prelude } from './scripts/rollup/prelude.mjs';
import { shorten } from './scripts/rollup/shorten.mjs';
import { shortenedNames } from './scripts/rollup/shortened-names.mjs';
import { typescript } from './scripts/rollup/typescript.mjs';

const out = process.env.BUILD_FOLDER ?? 'dist';
const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));
const banner = `/*! awesome-chat ${version}, MIT; notices: awesome-chat.licenses.txt */`;

const ownFiles = [typescript(), minifyTemplates()];

const minified = terser({
  ecma: 2022,
  // Nothing in the bundle calls `new` on a plain function, or reads a property for what reading it does.
  compress: { passes: 4, unsafe_arrows: true, pure_getters: true },
  // Names like `_opts` are private by convention, and everything that says them is in the bundle. Only
  // `_placeholder` is also said on the wire; Lit's `_$litType$` speaks to other copies of Lit and does not match.
  mangle: {
    properties: {
      // What is also a name of the browser's own is said here only of what is ours and theirs.
      builtins: true,
      regex: new RegExp(`^(_[a-zA-Z].*|${shortenedNames().join('|')})$`),
      reserved: ['_placeholder'],
    },
  },
  format: { ascii_only: true, comments: false, preamble: banner },
});

/** In the script, parts come from where the script does. */
const partsByAddress = {
  name: 'parts-by-address',
  resolveId: source =>
    source.endsWith('/parts/import-part.js') ? resolve('widget/parts/import-from-script.ts') : null,
};

const script = {
  input: 'widget/script.ts',
  output: { file: `${out}/awesome-chat.js`, format: 'iife' },
  plugins: [
    partsByAddress,
    ...ownFiles,
    leanPackages(),
    nodeResolve({ browser: true, exportConditions: ['production', 'browser'] }),
    prelude({ file: 'widget/script-copies.ts', exported: 'isFirstCopy' }),
    shorten(),
    minified,
    licenses({ fileName: 'awesome-chat.licenses.txt' }),
  ],
};

/** Parts talk to the element as pages do, so their names stay. */
const parts = partNames.map(name => ({
  input: `widget/parts/${name}.ts`,
  output: { file: `${out}/awesome-chat.${name}.js`, format: 'es' },
  plugins: [
    ...ownFiles,
    shorten(),
    terser({
      ecma: 2022,
      module: true,
      compress: { passes: 3 },
      format: { ascii_only: true, comments: false },
    }),
  ],
}));

const modules = {
  input: ['widget/define.ts', 'widget/awesome-chat.ts', 'widget/client.ts'],
  output: { dir: `${out}/widget`, format: 'es' },
  external: /^[^./]/,
  plugins: ownFiles,
};

export default [script, ...parts, modules];
