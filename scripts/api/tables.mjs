import { elementOf } from './element.mjs';

/** What a default is called that is no text. */
const DEFAULTS = { false: 'off', MAX_TEXT_LENGTH: '4000' };
/** Members that are Lit's or the platform's own. */
const FOREIGN = ['shadowRootOptions', 'styles'];

/** Attributes, properties, methods and so on, as tables. @param manifest https://github.com/webcomponents/custom-elements-manifest */
export function apiTables(manifest) {
  const { attributes, members, events, slots, cssParts, cssStates, cssProperties } = elementOf(manifest);
  const isPublic = ({ privacy, name, static: isStatic }) => !privacy && !isStatic && !FOREIGN.includes(name);
  const fields = members.filter(member => member.kind === 'field' && !member.attribute && isPublic(member));
  const methods = members.filter(member => member.kind === 'method' && isPublic(member));
  return [
    '### Attributes',
    table(
      ['attribute', 'property', 'default', ''],
      attributes.map(({ name, fieldName, default: value, description }) => {
        return [code(name), code(fieldName), defaultOf(value), description];
      }),
    ),
    'All may change at any time. On the script tag they are `data-room`, `data-theme` and so on.',
    '### Further properties',
    table(
      ['property', ''],
      fields.map(({ name, readonly, description }) => [
        code(name),
        readonly ? `${description} Read-only.` : description,
      ]),
    ),
    '### Methods',
    table(
      ['method', ''],
      methods.map(({ name, parameters = [], description }) => [
        code(`${name}(${parameters.map(argumentOf).join(', ')})`),
        description,
      ]),
    ),
    '### Events',
    'All bubble and are composed; their `detail` is named here.',
    named('event', events),
    '`refusal` is one of the words in [docs/protocol.md](docs/protocol.md#refusals).',
    '### Slots',
    named('slot', slots),
    '### Parts',
    named('part', cssParts),
    '### States',
    named(
      'state',
      cssStates.map(({ name, description }) => ({ name: `:state(${name})`, description })),
    ),
    '### Custom properties',
    named('custom property', cssProperties),
  ].join('\n\n');
}

function named(head, entries) {
  const rows = entries.map(({ name, description }) => [code(name), description]);
  return table([head, ''], rows);
}

function table(heads, rows) {
  const lines = [heads, heads.map(() => '---'), ...rows];
  return lines.map(cells => `| ${cells.map(oneLine).join(' | ')} |`).join('\n');
}

function oneLine(text = '') {
  return text.replace(/\s+/g, ' ').replaceAll('|', '\\|').trim();
}

function code(text) {
  return `\`${text}\``;
}

function defaultOf(value = '') {
  const text = value.replace(/^'(.*)'$/, '$1');
  if (text === '') return '';
  return DEFAULTS[text] ?? code(text);
}

function argumentOf({ name, optional, default: value }) {
  return optional || value ? `${name}?` : name;
}
