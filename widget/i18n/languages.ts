import { partOf } from '../version.js';
import type { Phrases } from './translation.js';

/** The languages there are words for. English is inside; each other is a file beside this one. */
export const languages = ['en', 'ar', 'de', 'ja'];

/** The first language that one of the tags asks for and that is there. */
export function languageFor(tags: string[]): string {
  return tags.map(tag => tag.slice(0, 2).toLowerCase()).find(known => languages.includes(known)) ?? 'en';
}

/**
 * Fetches the words of a language from the relay, which has those of its own version.
 *
 * @returns undefined for English
 * @throws Error where they are not there
 */
export async function fetchPhrases(language: string, relay: string): Promise<Phrases | undefined> {
  if (language === 'en') return undefined;
  const response = await fetch(partOf(relay, `${language}.json`));
  return response.json() as Promise<Phrases>;
}
