import type { Phrases } from '../../widget/i18n/translation.js';

/** What is wrong with a translation, measured by the English one: a line for each word. Empty is good. */
export function faultsOf(phrases: unknown, english: object): string[] {
  const { lang } = phrases as Phrases;
  const categories = new Intl.PluralRules(lang).resolvedOptions().pluralCategories;
  return compare(phrases, english, { path: '', categories });
}

interface Place {
  path: string;
  categories: string[];
}

function compare(given: unknown, english: unknown, place: Place): string[] {
  const { path, categories } = place;
  if (given === undefined) return [`${path} is missing`];
  if (isPlural(english) || (isPlural(given) && takesValues(english)))
    return comparePlural(given, english, place);
  if (typeof english !== typeof given) return [`${path} is no ${typeof english}`];
  if (typeof english === 'string') return compareText(given as string, placesIn(english), path);
  const names = new Set([...Object.keys(english as object), ...Object.keys(given as object)]);
  return [...names].flatMap(name => {
    const at = path ? `${path}.${name}` : name;
    const word = (english as Record<string, unknown>)[name];
    if (word === undefined) return [`${at} is not known`];
    return compare((given as Record<string, unknown>)[name], word, { path: at, categories });
  });
}

/** In each category of the language one text; `zero`, `one` and `two` may say their number in a word. */
function comparePlural(given: unknown, english: unknown, { path, categories }: Place): string[] {
  if (typeof given === 'string') return compareText(given, placesIn(textOf(english)), path);
  const texts = given as Record<string, string>;
  const missing = categories.filter(name => !texts[name]).map(name => `${path}.${name} is missing`);
  const unknown = Object.keys(texts).filter(name => !categories.includes(name));
  const wrong = Object.entries(texts)
    .filter(([name]) => !['zero', 'one', 'two'].includes(name))
    .flatMap(([name, text]) => compareText(text, placesIn(textOf(english)), `${path}.${name}`));
  return [...missing, ...unknown.map(name => `${path}.${name} is not used in this language`), ...wrong];
}

function compareText(text: string, places: string, path: string): string[] {
  if (!text.trim()) return [`${path} is empty`];
  return placesIn(text) === places ? [] : [`${path} has to have the places ${places || 'none'}`];
}

/** Texts with a value are plural where a number decides on words; English needs that less often than others. */
function takesValues(english: unknown): boolean {
  return typeof english === 'string' && placesIn(english) !== '';
}

function isPlural(word: unknown): word is { other: string } {
  return typeof word === 'object' && word !== null && 'other' in word;
}

function textOf(english: unknown): string {
  return isPlural(english) ? english.other : (english as string);
}

function placesIn(text: string): string {
  return [...text.matchAll(/\{\d\}/g)]
    .map(([place]) => place)
    .sort()
    .join(' ');
}
