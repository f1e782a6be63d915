const sheets = [...document.styleSheets].filter(({ href }) => href?.endsWith('/styling.css'));
const rules = sheets.flatMap(({ cssRules }) => [...cssRules]).filter(rule => rule instanceof CSSStyleRule);

/** Under each chat, the rules that make it look so, as the browser has read them. */
export function writeRecipes(): void {
  for (const chat of document.querySelectorAll('figure awesome-chat')) writeRecipe(chat);
}

function writeRecipe(chat: Element): void {
  const own = rules.filter(({ selectorText }) => selectorText.startsWith(`#${chat.id}`));
  const code = document.createElement('pre');
  code.dir = 'ltr';
  code.textContent = own.length > 0 ? own.map(({ cssText }) => brokenUp(cssText)).join('\n') : tagOf(chat);
  chat.parentElement!.append(code);
  // Nine of one name could not be told apart.
  chat.setAttribute('heading', chat.parentElement!.querySelector('h3')!.textContent);
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
