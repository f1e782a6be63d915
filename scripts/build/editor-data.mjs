import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { elementOf } from '../api/element.mjs';

const MARKDOWN = 'markdown';
/** Values are written in comments as `one` or `another`. */
const VALUE = /`([a-z0-9-]+)`/g;

/** What Visual Studio Code shows of the element, its parts and properties while one writes. Call it after the manifest. */
export async function buildEditorData(folder) {
  const manifest = JSON.parse(await readFile(join(folder, 'custom-elements.json'), 'utf8'));
  const { description, attributes, cssParts, cssStates, cssProperties } = elementOf(manifest);
  const html = {
    version: 1.1,
    tags: [{ name: 'awesome-chat', ...described(description), attributes: attributes.map(attributeData) }],
  };
  const css = {
    version: 1.1,
    properties: cssProperties.map(({ name, description }) => ({ name, ...described(description) })),
    pseudoClasses: [{ name: ':state', ...described(listed(cssStates)) }],
    pseudoElements: [{ name: '::part', ...described(listed(cssParts)) }],
  };
  await Promise.all([
    writeFile(join(folder, 'vscode.html-custom-data.json'), JSON.stringify(html, null, 2)),
    writeFile(join(folder, 'vscode.css-custom-data.json'), JSON.stringify(css, null, 2)),
  ]);
}

function described(value) {
  return { description: { kind: MARKDOWN, value } };
}

function listed(entries) {
  return `Of \`<awesome-chat>\`: ${entries.map(({ name }) => `\`${name}\``).join(', ')}.`;
}

function attributeData({ name, description, type }) {
  const values =
    type?.text === 'string' ? [...description.matchAll(VALUE)].map(([, value]) => ({ name: value })) : [];
  return {
    name,
    ...described(description),
    ...(type?.text === 'boolean' && { valueSet: 'v' }),
    ...(values.length > 1 && { values }),
  };
}
