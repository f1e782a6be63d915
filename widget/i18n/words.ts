import type { Person } from '../../protocol/messages.js';
import type { Translation } from './translation.js';

/** What a translation and the browser's own knowledge of the language make of times, days and names. */
export interface Words {
  readonly translation: Translation;
  /** Time of day. */
  time: (at: number) => string;
  /** Day of the week and date. */
  day: (at: number) => string;
  /** Some people in words: the first few by name. */
  names: (people: Person[]) => string;
}

const MAX_NAMES = 3;

/** @param lang a language tag; '' and what is none are the visitor's own */
export function createWords(translation: Translation, lang: string): Words {
  try {
    return inLocale(translation, lang || undefined);
  } catch {
    // RangeError: the page's `lang` is no language tag.
    return inLocale(translation, undefined);
  }
}

function inLocale(translation: Translation, locale: string | undefined): Words {
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short' });
  const day = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' });
  const list = new Intl.ListFormat(locale);
  return {
    translation,
    time: at => time.format(at),
    day: at => day.format(at),
    names: people => list.format(shortened(people.map(isolated), translation)),
  };
}

/** A name keeps its direction to itself: first strong isolate, pop directional isolate. */
export function isolated({ name }: Person): string {
  return `\u2068${name}\u2069`;
}

function shortened(names: string[], { others }: Translation): string[] {
  if (names.length <= MAX_NAMES) return names;
  return [...names.slice(0, MAX_NAMES - 1), others(names.length - MAX_NAMES + 1)];
}
