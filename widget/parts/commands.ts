import { COLORS } from '../../protocol/colors.js';
import type { Person } from '../../protocol/messages.js';
import { fill } from './part.js';

/** What a command says, besides its name. `{0}` is where somebody's name goes; `*` is for moderators. */
export const COMMANDS = {
  nick: '{0}',
  color: [...COLORS, 'none'].join('|'),
  me: '…',
  ignore: '{0}',
  unignore: '{0}',
  help: '',
  remove: '* {0}',
  mute: '* {0} 10m',
  unmute: '* {0}',
  ban: '* {0} 1h',
  unban: '* {0}',
  slow: '* 10s',
  lock: '*',
  unlock: '*',
} as const;

export type CommandName = keyof typeof COMMANDS;

const UNIT_MS: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const DURATION = /(?:^|\s)(\d+)\s?([smhd])$/;

/** A command as it was typed. */
export interface Typed {
  name: string;
  /** What stands behind its name. */
  rest: string;
}

export function parse(text: string): Typed {
  const [, name = '', rest = ''] = /^\/(\S*)\s*([^]*)$/.exec(text.trim()) ?? [];
  return { name: name.toLowerCase(), rest: rest.trim() };
}

/** Takes a duration such as `10m` off the end. @returns ms, undefined where there is none */
export function splitDuration(rest: string): { before: string; ms: number | undefined } {
  const [found, amount, unit] = DURATION.exec(rest) ?? [];
  if (!found) return { before: rest, ms: undefined };
  return { before: rest.slice(0, -found.length).trim(), ms: Number(amount) * UNIT_MS[unit!]! };
}

export function isKnown(name: string): name is CommandName {
  return Object.hasOwn(COMMANDS, name);
}

export const isColor = (name: string) => name === 'none' || (COLORS as readonly string[]).includes(name);

export const isForModerators = (name: CommandName): boolean => COMMANDS[name].startsWith('*');

/** How it is typed: from left to right, whatever is around it and in it. @param nameHere stands for a name */
export function formOf(name: CommandName, nameHere: string): string {
  const rest = fill(COMMANDS[name].replace(/^\*\s?/, ''), `\u2068${nameHere}\u2069`);
  return `\u2066${`/${name} ${rest}`.trim()}\u2069`;
}

/** The commands that begin so, for whom they are. */
export function completions(text: string, isModerator: boolean): CommandName[] {
  const [, begun] = /^\/(\w*)$/.exec(text) ?? [];
  if (begun === undefined) return [];
  const names = Object.keys(COMMANDS) as CommandName[];
  return names.filter(
    name => name.startsWith(begun.toLowerCase()) && (isModerator || !isForModerators(name)),
  );
}

/** Those of some people who go by a name, each once, whatever its case. */
export function called(name: string, people: Person[]): Person[] {
  const wanted = plain(name.replace(/^@/, ''));
  const found = people.filter(person => plain(person.name) === wanted);
  return [...new Map(found.map(person => [person.id, person])).values()];
}

const plain = (name: string) => name.normalize('NFKC').toLowerCase();
