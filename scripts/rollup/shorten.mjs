import { readFileSync } from 'node:fs';
import { filesUnder } from '../files.mjs';

const PRIVATE = /--_[a-z][\w-]*/g;

/** In one order for all bundles: what the element has mixed, its parts use. */
const names = [
  ...new Set(filesUnder('widget').flatMap(file => readFileSync(file, 'utf8').match(PRIVATE) ?? [])),
].sort();

/**
 * Rollup plugin: spellings that mean the same and pack better. Private custom properties (`--_accent`) get short
 * names wherever a bundle says them, and `const` becomes `let`, so that the minifier can join declarations.
 */
export function shorten() {
  return {
    name: 'shorten',
    renderChunk(code) {
      const constants = this.parse(code, { allowReturnOutsideFunction: true });
      return { code: shortProperties(letAll(code, declarations(constants))), map: null };
    },
  };
}

function declarations(node, found = []) {
  if (Array.isArray(node)) {
    for (const child of node) declarations(child, found);
  } else if (node !== null && typeof node === 'object') {
    if (node.type === 'VariableDeclaration' && node.kind === 'const') found.push(node.start);
    for (const key of Object.keys(node)) declarations(node[key], found);
  }
  return found;
}

function letAll(code, starts) {
  const fromTheEnd = starts.sort((a, b) => b - a);
  return fromTheEnd.reduce((before, at) => `${before.slice(0, at)}let${before.slice(at + 5)}`, code);
}

function shortProperties(code) {
  return code.replace(PRIVATE, name => `--${names.indexOf(name).toString(36)}_`);
}
