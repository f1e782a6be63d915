/** Origin and path of a relay's sockets. */
export function addressOf(relay: string): [origin: string, path: string] {
  const { origin, pathname } = new URL(relay, globalThis.document?.baseURI);
  return [origin, `${pathname.replace(/\/*$/, '')}/socket.io/`];
}
