/** Something that can be styled, and what it takes. */
export interface Example {
  /** As it is written: `::part(title)`. */
  title: string;
  /** Name of the part, for one of a part. */
  part: string | undefined;
  /** A style sheet. */
  css: string;
  /** Or the element as it is written. */
  element: Element | undefined;
}

const sheet = new CSSStyleSheet();
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];

/** Reads an example from where the page tells of it. */
export function readExample(entry: HTMLElement): Example {
  const { title = '' } = entry.dataset;
  const element = entry.querySelector('template')?.content.firstElementChild ?? undefined;
  const css = element ? '' : entry.querySelector('pre')!.textContent;
  return { title, part: /^::part\((.*)\)$/.exec(title)?.[1], css, element };
}

/** Puts the style of an example on one chat, and on no other of the page. @returns takes it away */
export function dress(chat: Element, { css, element }: Example): () => void {
  if (element) return furnish(chat, element);
  sheet.replaceSync(css.replace(/^awesome-chat/gm, `#${chat.id}`));
  return () => sheet.replaceSync('');
}

/** Gives a chat the attributes and the children of another. */
function furnish(chat: Element, example: Element): () => void {
  const { attributes, childNodes } = document.importNode(example, true);
  const added = [...attributes].filter(({ name }) => !chat.hasAttribute(name));
  const children = [...childNodes] as ChildNode[];
  for (const { name, value } of added) chat.setAttribute(name, value);
  chat.append(...children);
  return () => {
    for (const { name } of added) chat.removeAttribute(name);
    for (const child of children) child.remove();
  };
}
