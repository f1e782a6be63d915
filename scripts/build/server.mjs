import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { stripTypes } from '../rollup/typescript.mjs';
import { filesUnder } from '../files.mjs';

/** `protocol/` and `server/` as JavaScript, file by file. Their declarations come from tsc. */
export async function buildServer(folder) {
  const sources = [...filesUnder('protocol'), ...filesUnder('server')].filter(file => file.endsWith('.ts'));
  await Promise.all(sources.map(source => transpile(source, join(folder, source.replace(/\.ts$/, '.js')))));
}

export async function transpile(source, target) {
  const code = await stripTypes(await readFile(source, 'utf8'), source);
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, code);
}
