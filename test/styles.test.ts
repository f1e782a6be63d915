import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { filesUnder } from '../scripts/files.mjs';

const views = filesUnder('widget/views');

/** What stands in the css`` of a file, without comments. */
function stylesIn(file: string): string {
  const code = readFileSync(file, 'utf8');
  return [...code.matchAll(/\bcss`([^`]*)`/g)]
    .map(([, css]) => css)
    .join('\n')
    .replace(/\/\*[^]*?\*\//g, '');
}

/** Declarations that name a side of the screen, or give left and right different values in a shorthand. */
function physical(css: string): string[] {
  const declarations = css.match(/[\w-]+\s*:[^;{}]*(?=[;}])/g) ?? [];
  return declarations.filter(declaration => {
    const [name = '', value = ''] = declaration.split(/:\s*/, 2);
    if (/\b(left|right)\b/.test(declaration) && !name.startsWith('--')) return true;
    const sides = value
      .replace(/\([^()]*(\([^()]*\)[^()]*)*\)/g, '()')
      .trim()
      .split(/\s+/);
    return /^(margin|padding|inset|border-(width|style|color))$/.test(name) && sides[3] !== undefined;
  });
}

test('no style names left or right: text may run either way', () => {
  assert.ok(views.map(stylesIn).join('').includes('margin-inline-start'));
  for (const file of views) assert.deepEqual(physical(stylesIn(file)), [], file);
});

test('left and right are found wherever they stand', () => {
  const found = physical(
    'a{margin-left:1px;text-align: right;padding:0 1px 0 calc(1px + (2px));inset:0;float: left}',
  );
  assert.equal(found.length, 4);
  assert.deepEqual(physical('a{padding:0 max(1px, 2px) 1px;margin-inline-start:1px}'), []);
});
