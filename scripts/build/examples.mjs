/** What an example is of: what it names first. */
const NAMED = /::part\([\w-]+\)|:state\(\w+\)|--awesome-chat-[\w-]+|(?:slot|theme)="[\w-]+"/;
const RULE = /^[^\s{}/][^{}]*\{[^{}]*\}/gm;
const ELEMENT = /<awesome-chat\b[^]*?<\/awesome-chat>/g;

/** The kinds of things that can be styled, and where the element's manifest has them. */
const KINDS = [
  { kind: 'Parts', of: ({ cssParts }) => cssParts, titled: name => `::part(${name})` },
  { kind: 'Custom properties', of: ({ cssProperties }) => cssProperties, titled: name => name },
  { kind: 'Slots', of: ({ slots }) => slots, titled: name => `slot="${name}"` },
  { kind: 'States', of: ({ cssStates }) => cssStates, titled: name => `:state(${name})` },
  { kind: 'Themes', of: themesOf, titled: name => `theme="${name}"` },
];

/**
 * Everything of the element that can be styled, by kind, each with its sentence and its example.
 *
 * @param element of the manifest
 * @param css rules, and `html` elements: the examples
 * @returns {{ kind: string, entries: { title: string, description: string, code: string }[] }[]}
 * @throws Error that names what has no example, and what there is one of and which is not there
 */
export function examplesOf(element, { css, html }) {
  const codes = byTitle([...(css.match(RULE) ?? []), ...(html.match(ELEMENT) ?? [])]);
  const kinds = KINDS.map(({ kind, of, titled }) => ({
    kind,
    entries: of(element).map(({ name, description }) => {
      const title = titled(name);
      return { title, description, code: codes.get(title) };
    }),
  }));
  const entries = kinds.flatMap(({ entries }) => entries);
  complain(
    'has no example',
    entries.filter(({ code }) => !code).map(({ title }) => title),
  );
  const unknown = [...codes.keys()].filter(title => !entries.some(entry => entry.title === title));
  complain('has an example, and is not there', unknown);
  return kinds;
}

function complain(what, titles) {
  if (titles.length > 0) throw new Error(titles.map(title => `${title} ${what}.`).join('\n'));
}

/** An example may be of several rules. */
function byTitle(codes) {
  const found = new Map();
  for (const code of codes) {
    const [title] = NAMED.exec(code) ?? [code];
    found.set(title, [found.get(title), code].filter(Boolean).join('\n\n'));
  }
  return found;
}

/** The comment of the attribute says it of each, between semicolons. */
function themesOf({ attributes }) {
  const { description } = attributes.find(({ name }) => name === 'theme');
  return description
    .replace(/\.$/, '')
    .split('; ')
    .flatMap(said => [...said.matchAll(/`(\w+)`/g)].map(([, name]) => ({ name, description: `${said}.` })));
}
