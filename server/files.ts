import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

/** JSON and modules are UTF-8 always, and a script of ours is ASCII. */
const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
};

/** A file as it is sent: plain, and as compressed when it was built. */
export interface ServedFile {
  type: string;
  etag: string;
  plain: Buffer;
  br?: Buffer;
  gzip?: Buffer;
}

/** The files directly in a folder that may be served, read once. Names from outside never reach the file system. */
export class Files {
  readonly #folder: string;
  readonly #names: Set<string>;
  readonly #read = new Map<string, ServedFile>();

  constructor(folder: string) {
    this.#folder = folder;
    this.#names = new Set(existsSync(folder) ? readdirSync(folder) : []);
  }

  find(name: string): ServedFile | undefined {
    const type = TYPES[extname(name)];
    if (!type || !this.#names.has(name)) return undefined;
    const file = this.#read.get(name) ?? this.#load(name, type);
    this.#read.set(name, file);
    return file;
  }

  #load(name: string, type: string): ServedFile {
    const plain = readFileSync(join(this.#folder, name));
    const etag = `"${createHash('sha256').update(plain).digest('base64url').slice(0, 12)}"`;
    const [br, gzip] = ['br', 'gz'].map(suffix => this.#variant(`${name}.${suffix}`));
    return { type, etag, plain, ...(br && { br }), ...(gzip && { gzip }) };
  }

  #variant(name: string): Buffer | undefined {
    return this.#names.has(name) ? readFileSync(join(this.#folder, name)) : undefined;
  }
}
