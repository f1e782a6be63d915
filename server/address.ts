import type { IncomingMessage } from 'node:http';
import { BlockList, isIP, isIPv6 } from 'node:net';

/** Which proxies to believe: so many hops, or those in these networks. */
export type TrustedProxies = number | BlockList;

/**
 * The address a request came from, as far as it can be believed: the socket's, or, behind proxies of one's own,
 * the one that the outermost of them saw.
 *
 * @param trusted how many proxies to believe, the rightmost addresses of `X-Forwarded-For` are theirs; or where they
 *   are, and the address is the rightmost that is not one of theirs.
 */
export function addressOf(request: IncomingMessage, trusted: TrustedProxies): string {
  const header = request.headers['x-forwarded-for'] ?? '';
  const forwarded = String(header)
    .split(',')
    .map(part => plainOf(part.trim()));
  const chain = [...forwarded.filter(Boolean), plainOf(request.socket.remoteAddress ?? '')];
  const at =
    typeof trusted === 'number'
      ? chain.length - 1 - trusted
      : chain.findLastIndex(address => !isWithin(trusted, address));
  return networkOf(chain[Math.max(0, at)]!);
}

/** Networks, such as `10.0.0.0/8`, and single addresses. Undefined: one of them is neither. */
export function networksOf(list: readonly string[]): BlockList | undefined {
  const networks = new BlockList();
  for (const network of list) {
    const [address = '', bits = '', ...more] = network.split('/');
    const longest = isIPv6(address) ? 128 : 32;
    const prefix = network.includes('/') ? Number(bits) : longest;
    const isRight =
      isIP(address) && /^\d*$/.test(bits) && (bits || !network.includes('/')) && prefix <= longest;
    if (!isRight || more.length > 0) return undefined;
    networks.addSubnet(address, prefix, familyOf(address));
  }
  return networks;
}

function isWithin(networks: BlockList, address: string): boolean {
  return isIP(address) !== 0 && networks.check(address, familyOf(address));
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIPv6(address) ? 'ipv6' : 'ipv4';
}

/** Some proxies add the port to the address, which is another one for each connection; and IPv4 has a form in IPv6. */
function plainOf(address: string): string {
  const [, bracketed, dotted] = /^\[(.+)\](?::\d+)?$|^([\d.]+):\d+$/.exec(address) ?? [];
  return (bracketed ?? dotted ?? address).replace(/^::ffff:(?=\d+\.)/i, '').split('%')[0]!;
}

/** An IPv6 customer has a whole /64: its addresses count as one. */
function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const { hostname } = new URL(`http://[${address}]`);
  const [head = '', tail] = hostname.slice(1, -1).split('::');
  const groups = head.split(':').filter(Boolean);
  const missing = tail === undefined ? 0 : 8 - groups.length - tail.split(':').filter(Boolean).length;
  const full = [...groups, ...Array<string>(missing).fill('0'), ...(tail ?? '').split(':').filter(Boolean)];
  return `${full.slice(0, 4).join(':')}::/64`;
}
