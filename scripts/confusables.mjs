import { readFileSync, writeFileSync } from 'node:fs';

/**
 * Writes `server/confusables.ts` from Unicode's data on what looks alike (UTS #39):
 * `node scripts/confusables.mjs confusables.txt`, with the file from https://www.unicode.org/Public/security/latest/.
 */
const [source] = process.argv.slice(2);
if (!source)
  throw new TypeError('Name the file confusables.txt of Unicode: node scripts/confusables.mjs FILE');
const text = readFileSync(source, 'utf8');
const [, version] = /^# Version: (\S+)/m.exec(text);

const lookalikes = new Map();
for (const [, from, to] of text.matchAll(/^([0-9A-F]+) ;\t([0-9A-F ]+) ;\tMA/gm)) {
  const character = charactersOf(from);
  const target = charactersOf(to);
  // What NFKC has changed already is never looked up, and white space is never compared.
  const isLookedUp = character.normalize('NFKC').normalize('NFD') === character && target.trim() !== '';
  if (isLookedUp) lookalikes.set(target, (lookalikes.get(target) ?? '') + character);
}
const lines = [...lookalikes].map(([target, characters]) => `${target}\t${characters}`);

writeFileSync(
  new URL('../server/confusables.ts', import.meta.url),
  `// Made by scripts/confusables.mjs from confusables.txt of Unicode ${version}. © Unicode, Inc., under the Unicode
// License v3 (https://www.unicode.org/license.txt).

/** On each line what others look like, a tab, and the characters that look like it. */
export const CONFUSABLES =
  '${escaped(lines.join('\n'))}';
`,
);

function charactersOf(codePoints) {
  return String.fromCodePoint(...codePoints.split(' ').map(code => Number.parseInt(code, 16)));
}

/** In ASCII: nobody can read what looks alike, and editors turn some of it around. */
function escaped(characters) {
  const escapes = { '\n': '\\n', '\t': '\\t', "'": "\\'", '\\': '\\\\' };
  return [...characters]
    .map(
      character => escapes[character] ?? (character <= '~' ? character : escapeOf(character.codePointAt(0))),
    )
    .join('');
}

function escapeOf(codePoint) {
  const digits = codePoint.toString(16);
  return codePoint > 0xffff ? `\\u{${digits}}` : `\\u${digits.padStart(4, '0')}`;
}
