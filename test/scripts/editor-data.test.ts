import assert from 'node:assert/strict';
import { copyFileSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { buildEditorData } from '../../scripts/build/editor-data.mjs';
import { folderOf } from '../support/folder.js';

interface Attribute {
  name: string;
  values?: { name: string }[];
}

test('editors offer the values of attributes as the element’s comments name them', async t => {
  const folder = folderOf(t);
  copyFileSync('dist/custom-elements.json', `${folder}/custom-elements.json`);
  await buildEditorData(folder);
  const data = JSON.parse(readFileSync(`${folder}/vscode.html-custom-data.json`, 'utf8')) as {
    tags: { attributes: Attribute[] }[];
  };
  const offered = data.tags[0]!.attributes.flatMap(({ name, values = [] }) =>
    values.length > 0 ? [[name, values.map(value => value.name).join(' ')]] : [],
  );
  assert.deepEqual(Object.fromEntries(offered), {
    'room-from': 'path canonical',
    layout: 'inline fill launcher',
    placement: 'bottom-end bottom-start',
    loading: 'eager lazy',
    theme: 'auto light dark 2013',
    dir: 'ltr rtl',
  });
});

test('events have their type in the manifest', () => {
  const manifest = JSON.parse(readFileSync('dist/custom-elements.json', 'utf8')) as {
    modules: {
      declarations?: { tagName?: string; events?: { name: string; type?: { text: string } }[] }[];
    }[];
  };
  const declarations = manifest.modules.flatMap(({ declarations = [] }) => declarations);
  const { events = [] } = declarations.find(({ tagName }) => tagName === 'awesome-chat')!;
  assert.ok(events.length > 10);
  for (const { name, type } of events) {
    assert.match(name, /^awesome-chat-/);
    assert.deepEqual(type, { text: 'CustomEvent' }, name);
  }
});
