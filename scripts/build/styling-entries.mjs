/** A link to a kind of things. */
export function renderLink({ kind }) {
  return `<a href="#${idOf(kind)}">${kind}</a>`;
}

/** All of one kind: what each is for, what it takes, and buttons to show and to copy it. */
export function renderKind({ kind, entries }) {
  const id = idOf(kind);
  return `<section aria-labelledby="${id}"><h3 id="${id}">${kind}</h3>${entries.map(renderEntry).join('\n')}</section>`;
}

function renderEntry({ title, description, code }) {
  const id = idOf(title);
  const isElement = code.startsWith('<');
  const button = (name, text, more = '') =>
    `<button id="${id}-${name}" class="${name}" type="button" aria-labelledby="${id}-${name} ${id}"${more}>${text}</button>`;
  return `<article class="entry" data-title="${escape(title)}">
<div class="about">
<div><h4 id="${id}"><code dir="ltr">${escape(title)}</code></h4><p>${withCode(description)}</p></div>
<div class="buttons">${button('show', 'Show it', ' aria-pressed="false"')}${button('copy', 'Copy')}</div>
</div>
<div class="snippet" dir="ltr"><pre><code>${escape(code)}</code></pre></div>
${isElement ? `<template>${code}</template>` : ''}
</article>`;
}

/** A word for addresses: `::part(title)` is `part-title`. */
function idOf(title) {
  return title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

/** What stands between backticks in a comment is code. */
function withCode(text) {
  return escape(text).replace(/`([^`]*)`/g, '<code dir="ltr">$1</code>');
}

function escape(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
