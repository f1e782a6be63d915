import { networkInterfaces } from 'node:os';
import { version } from './app.js';
import type { CommandSettings } from './command.js';

/** What a relay that has started says of itself. */
export function announcement(
  port: number,
  { host, basePath, origins, rate, database, spaces }: CommandSettings,
  warnings: readonly string[] = [],
): string {
  const lines = [`awesome-chat ${version} is running`];
  for (const [name, where] of addresses(host)) lines.push(`  http://${name}:${port}${basePath}  (${where})`);
  const isKept = database !== ':memory:';
  lines.push(
    isKept ? `Messages are kept in ${database}` : 'Messages are kept in memory only, and gone with it.',
  );
  if (!origins)
    lines.push('Any site may embed this chat. To name those that may: CHAT_ORIGINS="https://example.org"');
  if (!rate) lines.push(`${whatIsOff(spaces)} are off (CHAT_RATE=off): for tests and benches only.`);
  lines.push(...warnings, 'Stop it with Ctrl-C.');
  return lines.join('\n');
}

/** What comes before the space is known is limited for all as long as one of the spaces is. */
function whatIsOff(spaces: CommandSettings['spaces']): string {
  const areOff = [...spaces.values()].every(({ rate }) => !rate);
  return areOff
    ? 'All limits per person and per address'
    : 'All limits outside the spaces, but those on connecting,';
}

function addresses(host: string): [string, string][] {
  if (host !== '0.0.0.0' && host !== '::') return [[host.includes(':') ? `[${host}]` : host, 'as asked']];
  const others = Object.values(networkInterfaces()).flatMap(list => list ?? []);
  const network = others.filter(({ family, internal }) => family === 'IPv4' && !internal);
  return [
    ['localhost', 'this machine'],
    ...network.map(({ address }): [string, string] => [address, 'network']),
  ];
}

/** Why a relay could not start, and what to do about it. */
export function explainStart(error: NodeJS.ErrnoException, port: number, host: string): string {
  const reasons: Record<string, string> = {
    EADDRINUSE: `Port ${port} is taken. End what uses it, or choose another: PORT=${port + 1}`,
    EACCES: `Port ${port} needs more rights than this user has. Choose one above 1023: PORT=3000`,
    EADDRNOTAVAIL: `This machine has no address ${host}. Listen on all it has: HOST=0.0.0.0`,
    ENOTFOUND: `There is no host called ${host}. Listen on all this machine has: HOST=0.0.0.0`,
  };
  return reasons[error.code ?? ''] ?? error.message;
}
