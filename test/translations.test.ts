import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { test } from 'node:test';
import { filesUnder } from '../scripts/files.mjs';
import { en } from '../widget/i18n/en.js';
import { languageFor, languages } from '../widget/i18n/languages.js';
import type { Phrases } from '../widget/i18n/translation.js';
import { createWords } from '../widget/i18n/words.js';
import { version } from '../widget/version.js';
import { english } from './support/english.js';
import { faultsOf } from './support/translations.js';

const files = filesUnder('widget/i18n').filter(file => file.endsWith('.json'));
const read = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as Phrases;

for (const file of files) {
  test(`${file} is complete, in the language's own plural categories`, () => {
    const phrases = read(file);
    assert.equal(phrases.lang, basename(file, '.json'));
    assert.match(phrases.dir, /^(ltr|rtl)$/);
    assert.deepEqual(faultsOf(phrases, english), []);
  });
}

test('the widget knows of each file, and of no other', () => {
  const inFiles = files.map(file => basename(file, '.json'));
  assert.deepEqual([...languages].sort(), ['en', ...inFiles].sort());
});

test('the words are asked for in the version of the package', () => {
  const { version: packed } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  assert.equal(version, packed);
});

test('faults of a translation are found', () => {
  const german = read('widget/i18n/de.json');
  assert.deepEqual(faultsOf({ ...german, send: undefined }, english), ['send is missing']);
  const wrong = {
    ...german,
    people: { other: '{0} Personen' },
    joined: { one: '{0} ist da', other: 'sind da' },
    others: { one: 'noch eine', few: '{0} noch', other: '{0} noch' },
    renamed: '{0} heißt jetzt {2}',
    sending: ' ',
    notSent: { text: 'Nein' },
    smile: ':-)',
    status: { ...german.status, online: undefined },
  };
  assert.deepEqual(faultsOf(wrong, english).sort(), [
    'joined.other has to have the places {0}',
    'notSent is no string',
    'others.few is not used in this language',
    'people.one is missing',
    'renamed has to have the places {0} {1}',
    'sending is empty',
    'smile is not known',
    'status.online is missing',
  ]);
});

test('a tag asks for its language, the first of them that is there', () => {
  assert.equal(languageFor(['', 'de-AT', 'ja']), 'de');
  assert.equal(languageFor(['fr-FR', 'JA-JP', 'de']), 'ja');
  assert.equal(languageFor(['no language!', 'gsw']), 'en');
});

const arabic = createWords(read('widget/i18n/ar.json'), ['ar-u-nu-latn']);
const words = createWords(en, ['en-GB']);

test('a number chooses the words', () => {
  const people = [1, 2, 3, 11, 100].map(count => arabic.translation.people(count));
  assert.deepEqual(people, ['شخص واحد', 'شخصان', '3 أشخاص', '11 شخصًا', '100 شخص']);
  assert.deepEqual(
    [1, 2, 1234].map(count => words.translation.people(count)),
    ['1 person', '2 people', '1,234 people'],
  );
});

test('several who come are said as several', () => {
  const { translation } = createWords(read('widget/i18n/de.json'), []);
  assert.equal(translation.joined('Ada', 1), 'Ada ist dazugekommen');
  assert.equal(translation.joined('Ada und Bob', 2), 'Ada und Bob sind dazugekommen');
});

test('a function stands in a translation as it is', () => {
  const { translation } = createWords({ ...en, people: count => `${count} here` }, []);
  assert.equal(translation.people(3), '3 here');
});

test('numbers and times are as they are written in the region', () => {
  const german = read('widget/i18n/de.json');
  const number = (...tags: string[]) => createWords(german, tags).translation.people(1_234_567);
  assert.equal(number(), '1.234.567 Personen');
  assert.match(number('en', 'de-CH'), /^1[’']234[’']567 Personen$/);
  const afternoon = new Date(2026, 4, 5, 15, 4).getTime();
  assert.equal(words.time(afternoon), '15:04');
  assert.equal(createWords(en, ['de', 'en-US']).time(afternoon), '3:04 PM');
});

test('days are named from today, and have their year when it is long ago', t => {
  t.mock.timers.enable({ apis: ['Date'], now: new Date(2026, 2, 1, 0, 30) });
  const day = (...date: [number, number, number, number]) => words.day(new Date(...date).getTime());
  assert.equal(day(2026, 2, 1, 0), 'today');
  assert.equal(day(2026, 1, 28, 23), 'yesterday');
  assert.equal(day(2026, 1, 28, 0), 'yesterday');
  assert.equal(day(2026, 1, 27, 23), 'Friday 27 February');
  assert.equal(day(2024, 11, 24, 9), 'Tuesday, 24 December 2024');
});
