import type { Person } from '../../protocol/messages.js';
import { en } from './en.js';
import type { Phrase, Phrases, Translation } from './translation.js';

/** What a translation and the browser's own knowledge of the language make of times, days and names. */
export interface Words {
  readonly translation: Translation;
  /** Their language, in the visitor's region first. */
  readonly tags: string[];
  /** Time of day. */
  time: (at: number) => string;
  /** Today, yesterday, or the day of the week and the date. */
  day: (at: number) => string;
  /** Some people in words: the first few by name. */
  names: (people: Person[]) => string;
}

const MAX_NAMES = 3;
const DAY_MS = 86_400_000;

/** @param wishes language tags, best first: those of the translation's language tell the region, too */
export function createWords(phrases: Phrases, wishes: string[]): Words {
  const { lang } = phrases;
  const tags = [...wishes.filter(tag => tag.startsWith(lang)), lang];
  const translation = sayable(phrases, tags);
  const time = new Intl.DateTimeFormat(tags, { timeStyle: 'short' });
  const list = new Intl.ListFormat(tags);
  return {
    translation,
    tags,
    time: at => time.format(at),
    day: at => dayOf(at, tags),
    names: people => list.format(shortened(people.map(isolated), translation)),
  };
}

/** A name keeps its direction to itself: first strong isolate, pop directional isolate. */
export function isolated({ name }: Person): string {
  return `\u2068${name}\u2069`;
}

type Value = string | number;

/** What takes values in English takes them in every language. */
function sayable(phrases: Phrases, tags: string[]): Translation {
  const words = Object.entries(phrases).map(([name, phrase]) => {
    const isSaid = /{0/.test(JSON.stringify(en[name as keyof Phrases])) && typeof phrase !== 'function';
    return [name, isSaid ? (...values: Value[]) => say(phrase as Phrase, values, tags) : phrase];
  });
  return Object.fromEntries(words) as Translation;
}

function say(phrase: Phrase, values: Value[], tags: string[]): string {
  const category = new Intl.PluralRules(tags).select(values.at(-1) as number);
  const text = typeof phrase === 'string' ? phrase : (phrase[category] ?? phrase.other);
  return text.replace(/{(.)}/g, (_, index: number) => (values[index] as number).toLocaleString(tags));
}

/** The two last days by name, all others with their date, and those of long ago with the year. */
function dayOf(at: number, tags: string[]): string {
  const days = Math.ceil((new Date().setHours(0, 0, 0, 0) - at) / DAY_MS);
  if (days < 2) return new Intl.RelativeTimeFormat(tags, { numeric: 'auto' }).format(-days, 'day');
  const date = { weekday: 'long', day: 'numeric', month: 'long' } as const;
  return new Date(at).toLocaleDateString(tags, days > 300 ? { ...date, year: 'numeric' } : date);
}

function shortened(names: string[], { others }: Translation): string[] {
  if (names.length <= MAX_NAMES) return names;
  return [...names.slice(0, MAX_NAMES - 1), others(names.length - MAX_NAMES + 1)];
}
