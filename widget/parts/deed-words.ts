import { enDeeds } from '../i18n/en-deeds.js';
import type { DeedTranslation, Translation } from '../i18n/translation.js';
import { partOf } from '../version.js';
import type { Inside } from './part.js';

/** By language, the words that have come. */
const known = new Map<string, Partial<DeedTranslation>>([['en', enDeeds]]);

/** All words, with those of deeds; in English until others have come. */
export function deedWordsOf(inside: () => Inside): Translation & DeedTranslation {
  const { words } = inside();
  return { ...enDeeds, ...known.get(words.lang), ...words };
}

/** Fetches the words of deeds in a language, once. Without them it is English. */
export async function fetchDeedWords(lang: string, relay: string): Promise<void> {
  if (known.has(lang)) return;
  known.set(lang, {});
  try {
    const response = await fetch(partOf(relay, `${lang}-deeds.json`));
    known.set(lang, (await response.json()) as DeedTranslation);
  } catch {
    known.delete(lang);
  }
}
