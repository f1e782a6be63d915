import { transform } from 'esbuild';

/**
 * Rollup plugin: smaller css`` and html`` templates of our own files.
 *
 * In html`` a run of white space that contains a line break becomes one space, which a browser shows alike, and
 * nothing before the end of a tag.
 * Text shown with `white-space: pre-wrap` must therefore not be broken over lines in a template; it would
 * show the line break anyway.
 */
export function minifyTemplates() {
  return {
    name: 'minify-templates',
    async transform(code, id) {
      if (!id.endsWith('.ts')) return null;
      const edits = await Promise.all(templatesIn(this.parse(code)).flatMap(editsOf));
      return edits.length > 0 ? { code: applyEdits(code, edits), map: null } : null;
    },
  };
}

function templatesIn(node, found = []) {
  if (Array.isArray(node)) {
    for (const child of node) templatesIn(child, found);
  } else if (node !== null && typeof node === 'object') {
    if (node.type === 'TaggedTemplateExpression') found.push(node);
    for (const key of Object.keys(node)) templatesIn(node[key], found);
  }
  return found;
}

function editsOf({ tag, quasi }) {
  const minify = { css: minifyCss, html: minifyHtml, svg: minifyHtml }[tag.name];
  if (!minify) return [];
  const whole = quasi.quasis.length === 1;
  return quasi.quasis.map(async ({ start, end, value }) => ({
    start,
    end,
    text: asTemplateText(await minify(value.cooked, whole)),
  }));
}

function minifyHtml(html) {
  return html.replace(/\s*\n\s*(?=>)/g, '').replace(/\s*\n\s*/g, ' ');
}

async function minifyCss(css, whole) {
  if (!whole) return collapseCss(css);
  const { code } = await transform(css, { loader: 'css', minify: true, charset: 'utf8' });
  // A custom property keeps its white space, except that none is needed after its colon and its commas.
  return code
    .trim()
    .replace(/("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(--[\w-]+:|,) /g, (_, string, mark) => string ?? mark);
}

/** Part of a style sheet around `${…}`: strings stay, comments go, white space becomes one space. */
function collapseCss(css) {
  const tokens = /("(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*')|(?:\/\*[^]*?\*\/|\s)+/g;
  return css.replace(tokens, (token, string) => string ?? (/^\s|\s$/.test(token) ? ' ' : ''));
}

function asTemplateText(text) {
  return text.replace(/[\\`]|\$(?=\{)/g, '\\$&');
}

function applyEdits(code, edits) {
  let result = '';
  let position = 0;
  for (const { start, end, text } of edits.sort((a, b) => a.start - b.start)) {
    result += code.slice(position, start) + text;
    position = end;
  }
  return result + code.slice(position);
}
