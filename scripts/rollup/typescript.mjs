import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { transform } from 'esbuild';

const { compilerOptions } = JSON.parse(readFileSync(new URL('../../tsconfig.json', import.meta.url), 'utf8'));

/** TypeScript to JavaScript, file by file, as tsconfig.json says. */
export async function stripTypes(code, sourcefile) {
  const { experimentalDecorators, useDefineForClassFields, verbatimModuleSyntax } = compilerOptions;
  const result = await transform(code, {
    loader: 'ts',
    sourcefile,
    target: 'es2022',
    tsconfigRaw: {
      compilerOptions: { experimentalDecorators, useDefineForClassFields, verbatimModuleSyntax },
    },
  });
  return result.code;
}

/**
 * Rollup plugin: our own `./x.js` is `./x.ts`. Everything from node_modules is left to node-resolve: a plugin
 * that resolves packages itself bundles the Node build of socket.io-client.
 */
export function typescript() {
  return {
    name: 'typescript',
    resolveId(source, importer) {
      if (!importer?.endsWith('.ts') || !source.startsWith('.')) return null;
      const file = resolve(dirname(importer), source).replace(/\.js$/, '.ts');
      return existsSync(file) ? file : null;
    },
    async transform(code, id) {
      return id.endsWith('.ts') ? { code: await stripTypes(code, id), map: null } : null;
    },
  };
}
