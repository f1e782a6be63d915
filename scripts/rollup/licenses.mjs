import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Rollup plugin: writes the licence notices of every package that ended up in the bundle. */
export function licenses({ fileName }) {
  return {
    name: 'licenses',
    generateBundle(options, bundle) {
      const modules = Object.values(bundle).flatMap(chunk => Object.entries(chunk.modules ?? {}));
      const used = modules.filter(([, { renderedLength }]) => renderedLength > 0).map(([id]) => id);
      const folders = new Set(used.map(packageFolder).filter(Boolean));
      const notices = [...folders].map(notice).sort();
      this.emitFile({ type: 'asset', fileName, source: notices.join(`\n${'-'.repeat(72)}\n\n`) });
    },
  };
}

function packageFolder(id) {
  return /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(id.replace(/^\0/, ''))?.[0];
}

function notice(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find(entry => /^licen[cs]e/i.test(entry));
  const text = file ? readFileSync(join(folder, file), 'utf8').trim() : 'No licence file in the package.';
  return `${name} ${version} (${license})\n\n${text}\n`;
}
