import { readFileSync } from 'node:fs';
import { client } from './lean/client.mjs';
import { engine } from './lean/engine.mjs';
import { lit } from './lean/lit.mjs';

const files = { ...client, ...engine, ...lit };

/**
 * Rollup plugin: leaves out of Lit and socket.io-client what this wire and this widget never use. Every byte is paid
 * for by each visitor of each page. An edit that no longer fits the installed version fails the build, and so
 * does a widget that uses what is left out.
 */
export function leanPackages() {
  return {
    name: 'lean-packages',
    buildStart() {
      // Those of the client are distinctive enough to look for.
      const connection = readFileSync('widget/connection.ts', 'utf8');
      const missing = droppedFrom(client).filter(name => new RegExp(`\\.${name}\\b`).test(connection));
      if (missing.length > 0) this.error(`widget/connection.ts uses what the script leaves out: ${missing}`);
    },
    transform(code, id) {
      const [name, file] =
        Object.entries(files).find(([path]) => id.replaceAll('\\', '/').endsWith(path)) ?? [];
      if (!file) return null;
      const fail = what => this.error(`${name} has changed: there is no ${what}`);
      const edited = file.whole ?? withEdits(code, file.edits, fail);
      return { code: withoutMethods(edited, file.drops, this.parse, fail), map: null };
    },
    renderChunk(code) {
      // What is never reached is gone by now.
      const called = droppedFrom(files).filter(name => code.includes(`this.${name}(`));
      const missing = called.filter(name => !new RegExp(`^\\s+${name}\\(.*\\{$`, 'm').test(code));
      if (missing.length > 0) this.error(`The script still calls what it leaves out: ${missing}`);
      return null;
    },
  };
}

function droppedFrom(packages) {
  return Object.values(packages).flatMap(({ drops = [] }) => drops);
}

function withEdits(code, edits, fail) {
  return edits.reduce((before, [from, to]) => {
    const after = before.replace(from, () => to);
    // What stands there more than once is looked for with /g.
    return after === before || (typeof from === 'string' && after.includes(from)) ? fail(from) : after;
  }, code);
}

function withoutMethods(code, names = [], parse, fail) {
  if (names.length === 0) return code;
  const classes = parse(code)
    .body.map(({ declaration }) => declaration)
    .filter(node => node?.type === 'ClassDeclaration');
  const methods = classes.flatMap(({ body }) => body.body);
  const found = names.map(name => methods.find(({ key }) => key?.name === name) ?? fail(name));
  const fromTheEnd = found.sort((a, b) => b.start - a.start);
  return fromTheEnd.reduce((before, { start, end }) => before.slice(0, start) + before.slice(end), code);
}
