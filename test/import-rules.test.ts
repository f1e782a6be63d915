import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { test } from 'node:test';
import { filesUnder } from '../scripts/files.mjs';

const pureWidget = /^widget\/(timeline|outbox|format|i18n\/.*)\.ts$/;

/** Who may import what: paths of our own, or names of packages. The first rule that fits a file counts. Types are free. */
const rules: [files: RegExp, mayImport: RegExp][] = [
  [/^protocol\/schemas\.ts$/, /^(protocol\/|valibot$)/],
  [/^protocol\//, /^protocol\//],
  [
    /^server\/(room|store\/.*)\.ts$/,
    /^(protocol\/|server\/(?!app|command|main|relay|handlers)|node:(?!http|process)|libsql)/,
  ],
  [/^server\/handlers\//, /^(protocol\/|server\/(?!app|handlers)|node:|valibot$)/],
  [/^server\//, /^(protocol\/|server\/|node:|jose$|koa$|socket\.io$|valibot$|ws$|libsql)/],
  [pureWidget, /^(protocol\/|widget\/i18n\/|widget\/(timeline|outbox|format|version)\.)/],
  [/^widget\/controllers\//, /^(protocol\/|widget\/(?!views\/)|lit$)/],
  [/^widget\/parts\//, /^protocol\/colors\.|^widget\/(parts|i18n)\/|^widget\/(address|events|version)\./],
  [/^widget\/views\//, /^(protocol\/|widget\/(views|i18n)\/|widget\/(format|timeline)\.|lit($|\/))/],
  [/^widget\/connection\.ts$/, /^(protocol\/|widget\/|socket\.io-client$)/],
  [/^widget\//, /^(protocol\/|widget\/|lit($|\/))/],
];

function importsOf(file: string): string[] {
  const found = readFileSync(file, 'utf8').matchAll(
    /^(?:import|export) (?!type\b)[^;]*?\bfrom '([^']+)'|\bimport\(?\s*'([^']+)'/gm,
  );
  const named = [...found].map(([, from, bare]) => from ?? bare ?? '');
  return named.map(name => (name.startsWith('.') ? posix.join(posix.dirname(file), name) : name));
}

for (const [files, mayImport] of rules) {
  test(`${files.source} imports only what it may`, () => {
    const own = ['protocol', 'server', 'widget'].flatMap(folder => filesUnder(folder));
    const ruled = own.filter(file => rules.find(([fits]) => fits.test(file))?.[0] === files);
    const wrong = ruled.flatMap(file =>
      importsOf(file)
        .filter(name => !mayImport.test(name))
        .map(name => `${file}: ${name}`),
    );
    assert.deepEqual(wrong, []);
  });
}

test('bench/ may import everything, and is imported by its own tests alone', () => {
  const folders = ['protocol', 'server', 'widget', 'demo', 'scripts', 'test'];
  const others = folders.flatMap(folder => filesUnder(folder)).filter(file => /\.(ts|mjs)$/.test(file));
  const wrong = others
    .filter(file => !file.startsWith('test/bench/'))
    .filter(file => importsOf(file).some(name => name.startsWith('bench/')));
  assert.deepEqual(wrong, []);
});
