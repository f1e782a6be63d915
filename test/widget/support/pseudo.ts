import type { Phrase, Phrases } from '../../../widget/i18n/translation.js';
import { english, englishDeeds } from '../../support/english.js';

/** English in brackets: what stands outside of them was never translated. */
export const pseudo: Phrases = {
  ...(bracketed({ ...english, ...englishDeeds }) as Phrases),
  lang: 'en',
  dir: 'ltr',
};

function bracketed(words: Phrases | Phrase): unknown {
  if (typeof words === 'string') return `⟦${words}⟧`;
  return Object.fromEntries(Object.entries(words).map(([name, word]) => [name, bracketed(word as Phrase)]));
}

const NAMES = ['aria-label', 'aria-description', 'title', 'placeholder', 'alt', 'aria-roledescription'];

/** What is shown or said and was not translated, but for what people and the relay have written. */
export function untranslated(root: ShadowRoot, written: (string | RegExp)[]): string[] {
  const texts: string[] = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) texts.push(walker.currentNode.nodeValue!);
  for (const element of root.querySelectorAll('*'))
    texts.push(...NAMES.map(name => element.getAttribute(name) ?? ''));
  return texts.map(text => without(text, written)).filter(text => /\p{L}|\p{N}/u.test(text));
}

/** From the inside out: words stand in words, such as names in who came. */
function without(text: string, written: (string | RegExp)[]): string {
  const rest = text.replace(/⟦[^⟦⟧]*⟧/g, '');
  if (rest !== text) return without(rest, written);
  return written.reduce<string>((left, piece) => left.replaceAll(piece, ''), rest);
}
