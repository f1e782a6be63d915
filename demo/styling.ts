/** Under each chat, the rules that make it look so, as the browser has read them. */
const sheets = [...document.styleSheets].filter(({ href }) => href?.endsWith('/styling.css'));
const rules = sheets.flatMap(({ cssRules }) => [...cssRules]).filter(rule => rule instanceof CSSStyleRule);

for (const chat of document.querySelectorAll('awesome-chat')) {
  const own = rules.filter(({ selectorText }) => selectorText.startsWith(`#${chat.id}`));
  const code = document.createElement('pre');
  code.textContent = own.length > 0 ? own.map(({ cssText }) => brokenUp(cssText)).join('\n') : tagOf(chat);
  chat.parentElement!.append(code);
  // Nine of one name could not be told apart.
  chat.setAttribute('heading', chat.parentElement!.querySelector('h2')!.textContent);
}

/** One line for each declaration. */
function brokenUp(rule: string): string {
  return rule
    .replace(/\{ /, '{\n  ')
    .replace(/; (?!\})/g, ';\n  ')
    .replace(/; \}$/, ';\n}');
}

/** The chat as it is written. */
function tagOf(chat: Element): string {
  const attributes = chat.getAttributeNames().filter(name => ['room', 'theme', 'readonly'].includes(name));
  const written = attributes.map(name => {
    const value = chat.getAttribute(name);
    return value ? ` ${name}="${value}"` : ` ${name}`;
  });
  const children = [...chat.children].map(child => `\n  ${child.outerHTML}`).join('');
  return `<awesome-chat${written.join('')}>${children}${children && '\n'}</awesome-chat>`;
}

export {};
