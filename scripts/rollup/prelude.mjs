import { readFileSync } from 'node:fs';
import { stripTypes } from './typescript.mjs';

/**
 * Rollup plugin: runs `file`, which imports nothing, before everything else of the bundle, and the rest only
 * if its `exported` value is true. An import could not end the script that imports it, and a second copy of
 * the script has to end before its own Lit is evaluated.
 */
export function prelude({ file, exported }) {
  return {
    name: 'prelude',
    buildStart() {
      this.addWatchFile(file);
    },
    async intro() {
      const code = await stripTypes(readFileSync(file, 'utf8'), file);
      const body = code.replace(/^export (?=const )/gm, '');
      return `if (!(() => {\n${body}\nreturn ${exported};\n})()) return;`;
    },
  };
}
