/** Who can open an address: anyone, those in the same network, or this computer alone. */
export type Reach = 'everywhere' | 'network' | 'computer';

const COMPUTER = /^(localhost|.+\.localhost|127(\.\d+){3}|0\.0\.0\.0|\[::1?\])$/;
const PRIVATE_IPV4 = /^(10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.)[\d.]+$/;
const PRIVATE_IPV6 = /^\[(f[cd]|fe[89ab])/;
const LOCAL_NAME = /^([^.[]+|.+\.(local|internal|lan|home\.arpa))$/;

/** How far an address reaches, as far as its host name tells. */
export function reachOf({ hostname }: URL): Reach {
  const host = hostname.replace(/\.$/, '').toLowerCase();
  if (COMPUTER.test(host)) return 'computer';
  const isPrivate = [PRIVATE_IPV4, PRIVATE_IPV6, LOCAL_NAME].some(pattern => pattern.test(host));
  return isPrivate ? 'network' : 'everywhere';
}

/** What to know before copying a line with this address to another site. Undefined: nothing. */
export function reachWarning(address: URL): string | undefined {
  const reach = reachOf(address);
  const isSecure = address.protocol === 'https:';
  if (reach === 'everywhere' && isSecure) return undefined;
  if (reach === 'everywhere')
    return 'This address is not https: browsers will not load it into a page that is.';
  const who = reach === 'computer' ? 'this computer' : 'your own network';
  return `Only ${who} can reach ${address.host}. Before others use the line, give the relay a public https address.`;
}
