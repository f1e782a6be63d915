/** Origin and path of a relay's sockets. */
export function addressOf(relay: string): [origin: string, path: string] {
  const { origin, pathname } = new URL(relay, globalThis.document?.baseURI);
  return [origin, `${pathname.replace(/\/*$/, '')}/socket.io/`];
}

/** Under which name this device keeps what is remembered of a relay's space. */
export function keptAs(relay: string, space: string): string {
  return `awesome-chat 1 ${addressOf(relay).join('')}${space}`;
}
