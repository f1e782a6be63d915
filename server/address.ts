import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';

/**
 * The address a request came from, as far as it can be believed: the socket's, or, behind proxies of one's own,
 * the one that the outermost of them saw.
 *
 * @param trustProxy how many proxies to believe; the rightmost addresses of `X-Forwarded-For` are theirs.
 */
export function addressOf(request: IncomingMessage, trustProxy: number): string {
  const header = request.headers['x-forwarded-for'] ?? '';
  const forwarded = String(header)
    .split(',')
    .map(part => part.trim());
  const chain = [...forwarded.filter(Boolean), request.socket.remoteAddress ?? ''];
  return networkOf(chain[Math.max(0, chain.length - 1 - trustProxy)]!);
}

/** Some proxies add the port to the address, which is another one for each connection. */
function withoutPort(address: string): string {
  const [, bracketed, dotted] = /^\[(.+)\](?::\d+)?$|^([\d.]+):\d+$/.exec(address) ?? [];
  return bracketed ?? dotted ?? address;
}

/** An IPv6 customer has a whole /64: its addresses count as one. */
function networkOf(address: string): string {
  const plain = withoutPort(address).replace(/^::ffff:(?=\d+\.)/i, '');
  if (!isIPv6(plain)) return plain;
  const { hostname } = new URL(`http://[${plain.split('%')[0]}]`);
  const [head = '', tail] = hostname.slice(1, -1).split('::');
  const groups = head.split(':').filter(Boolean);
  const missing = tail === undefined ? 0 : 8 - groups.length - tail.split(':').filter(Boolean).length;
  const full = [...groups, ...Array<string>(missing).fill('0'), ...(tail ?? '').split(':').filter(Boolean)];
  return `${full.slice(0, 4).join(':')}::/64`;
}
