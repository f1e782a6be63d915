import { execFile, spawn } from 'node:child_process';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createBrotliDecompress } from 'node:zlib';

const wanted = '@sparticuz/chromium@147.0.0';
const cache = resolve('node_modules/.cache/chromium-147.0.0');

/** Chromium as npm carries it, fetched once. For x64 Linux alone; elsewhere throws what to install. */
export async function chromiumFromNpm(): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      'The browser tests need Chrome or Chromium: install one, or set CHROME_PATH to where it is.',
    );
  }
  if (!existsSync(cache)) await fetchChromium();
  return join(cache, 'chromium.sh');
}

async function fetchChromium(): Promise<void> {
  console.log('No Chrome found: fetching Chromium from npm …');
  const folder = `${cache}-${process.pid}`;
  mkdirSync(folder, { recursive: true });
  await install(folder);
  const packed = join(folder, 'node_modules/@sparticuz/chromium/bin');
  await Promise.all([
    decompress(join(packed, 'chromium.br'), createWriteStream(join(folder, 'chromium'), { mode: 0o755 })),
    ...['al2023', 'fonts'].map(name => unpack(join(packed, `${name}.tar.br`), join(folder, name))),
  ]);
  writeFileSync(join(folder, 'chromium.sh'), startScript, { mode: 0o755 });
  // A test file beside this one may have been faster.
  if (!existsSync(cache)) renameSync(folder, cache);
}

/** It brings the libraries and the fonts that a bare system lacks. */
const startScript = `#!/bin/sh
here=$(dirname "$0")
export LD_LIBRARY_PATH="$here/al2023/lib\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
export FONTCONFIG_PATH="\${FONTCONFIG_PATH:-$here/fonts/fonts}"
exec "$here/chromium" "$@"
`;

async function install(folder: string): Promise<void> {
  writeFileSync(join(folder, 'package.json'), '{"private":true}');
  await promisify(execFile)('npm', ['install', '--no-save', '--no-audit', '--no-fund', wanted], {
    cwd: folder,
  });
}

function decompress(file: string, target: NodeJS.WritableStream): Promise<void> {
  return pipeline(createReadStream(file), createBrotliDecompress(), target);
}

async function unpack(file: string, folder: string): Promise<void> {
  mkdirSync(folder);
  const tar = spawn('tar', ['-x', '-C', folder], { stdio: ['pipe', 'ignore', 'inherit'] });
  const ended = new Promise<number | null>(done => tar.on('close', done));
  await decompress(file, tar.stdin);
  if ((await ended) !== 0) throw new Error(`tar could not unpack ${file}.`);
}
