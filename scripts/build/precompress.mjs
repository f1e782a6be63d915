import { readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const text = /\.(html|css|js|svg|json|txt)$/;

/** Writes `.br` and `.gz` beside each text file, as small as they get. */
export async function precompress(files) {
  await Promise.all(files.filter(file => text.test(file)).map(compressFile));
}

async function compressFile(file) {
  const bytes = await readFile(file);
  await Promise.all([
    brotli(bytes).then(packed => writeFile(`${file}.br`, packed)),
    promisify(gzip)(bytes, { level: 9 }).then(packed => writeFile(`${file}.gz`, packed)),
  ]);
}

export function brotli(bytes) {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  return promisify(brotliCompress)(bytes, { params });
}
