import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rollup } from 'rollup';
import { minifyTemplates } from '../../scripts/rollup/minify-templates.mjs';

async function minify(code: string): Promise<string> {
  const source = { name: 'source', resolveId: (id: string) => id, load: () => code };
  const bundle = await rollup({ input: 'source.ts', plugins: [source, minifyTemplates()] });
  const { output } = await bundle.generate({ format: 'es' });
  return output[0].code.trim();
}

test('a style sheet loses its comments and white space', async () => {
  const code = await minify('export const a = css`\n  /* why */\n  :host {\n    color: red;\n  }\n`;');
  assert.match(code, /css`:host\{color:red\}`/);
});

test('a style sheet around an expression keeps its strings', async () => {
  const code = await minify('export const a = css`\n a { content: "x  y"; /* why */ width: ${1};\n }`;');
  assert.match(code, /css` a \{ content: "x {2}y"; width: \$\{1\}; \}`/);
});

test('line breaks between tags become one space, spaces inside a line stay', async () => {
  const code = await minify('export const a = html`<p>\n    <b>two  spaces</b>\n  </p>`;');
  assert.match(code, /html`<p> <b>two {2}spaces<\/b> <\/p>`/);
});

test('backslashes, backticks and dollars mean what they meant', async () => {
  const code = await minify('export const a = html`\\\\ \\` \\${x} $y\n`;');
  assert.match(code, /html`\\\\ \\` \\\$\{x\} \$y `/);
});

test('other templates stay as they are', async () => {
  const code = await minify('export const a = other`\n  x\n`;');
  assert.match(code, /other`\n {2}x\n`/);
});
