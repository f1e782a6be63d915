/** The element in its manifest. */
export function elementOf({ modules }) {
  const declarations = modules.flatMap(({ declarations = [] }) => declarations);
  return declarations.find(({ tagName }) => tagName === 'awesome-chat');
}
