import { parseArgs } from 'node:util';
import { readConfigFile, type ConfigFile } from './config-file.js';
import { TOKEN_FLAGS, tokenErrors, type TokenWishes } from './token-command.js';
import { readText, wholeNumber } from './option-readers.js';
import { showWord } from './show.js';
import { READERS, conflictsIn, readAll, type Reader, type RelayOptions, type Settings } from './options.js';

/** What the command takes besides the relay's own options. */
export interface CommandSettings extends Settings {
  port: number;
  host: string;
}

interface Source {
  env: string;
  /** For the help text: what it takes, and what it is for. */
  takes: string;
  about: string;
  /** What the flag means where it stands without a value. */
  bare?: string;
}

const COMMAND_READERS: { [K in keyof CommandSettings]: Reader<CommandSettings[K]> } = {
  port: {
    fallback: 3000,
    read: wholeNumber(0, 65535),
    expects: 'a port from 1 to 65535, or 0 for any free one',
  },
  host: {
    fallback: '0.0.0.0',
    read: readText,
    expects: 'an address to listen on, such as 0.0.0.0 or 127.0.0.1',
  },
  ...READERS,
};

/** What only a file can say has no variable and no flag. */
type Named = Exclude<keyof CommandSettings, 'spaces'>;

const SOURCES: Record<Named, Source> = {
  port: { env: 'PORT', takes: '3000', about: 'the port; 0 for any free one' },
  host: { env: 'HOST', takes: '0.0.0.0', about: 'the address to listen on' },
  welcome: { env: 'CHAT_WELCOME', takes: 'TEXT', about: 'what a newcomer is told' },
  basePath: {
    env: 'CHAT_BASE_PATH',
    takes: '/',
    about: 'the folder its addresses are under, such as /chat/',
  },
  origins: {
    env: 'CHAT_ORIGINS',
    takes: '*',
    about: 'sites that may embed it: https://example.org, https://*.example.org',
  },
  rate: { env: 'CHAT_RATE', takes: '"5/5s burst 10"', about: 'messages per person; off lifts all limits' },
  ping: {
    env: 'CHAT_PING',
    takes: '25s/20s',
    about: 'how often a connection is asked whether it lives / may take to answer',
  },
  tutorial: {
    env: 'CHAT_TUTORIAL',
    takes: 'on|off',
    about: "whether clients of the 2013 tutorial's kind are served",
  },
  notices: {
    env: 'CHAT_NOTICES',
    takes: '50',
    about: 'people up to whom a room tells who comes and goes; 0: never',
  },
  trustProxy: {
    env: 'TRUST_PROXY',
    takes: '0',
    about: 'how many proxies of yours stand before it, or their networks',
  },
  database: {
    env: 'DATABASE_URL',
    takes: 'sqlite:PATH',
    about: 'where messages are kept; sqlite::memory: keeps nothing',
  },
  retention: { env: 'CHAT_RETENTION', takes: 'keep', about: 'what is kept: 90d, 10000 of a room, or both' },
  rooms: { env: 'CHAT_ROOMS', takes: '*', about: 'which rooms there are: lobby, team/*' },
  guests: { env: 'CHAT_GUESTS', takes: 'write|read|none', about: 'what those may do who have no token' },
  tokenSecret: {
    env: 'CHAT_TOKEN_SECRET',
    takes: 'SECRET[,OLD]',
    about: 'what sites sign tokens of their visitors with: 32 bytes or more',
  },
  tokenKey: {
    env: 'CHAT_TOKEN_KEY',
    takes: 'PEM|URL',
    about: 'or the public key of these tokens, or the address of a JWKS',
  },
  tokenAudience: { env: 'CHAT_TOKEN_AUDIENCE', takes: 'TEXT', about: 'what aud of a token has to be' },
  tokenIssuer: { env: 'CHAT_TOKEN_ISSUER', takes: 'TEXT', about: 'what iss of a token has to be' },
  direct: {
    env: 'CHAT_DIRECT',
    takes: 'on|off',
    about: 'whether messages are written straight to idle connections',
  },
  demo: {
    env: 'CHAT_DEMO',
    takes: 'on|off',
    about: 'on: demo pages, to break things and sign in on; off: no pages; else: pages',
    bare: 'on',
  },
};

/** What is only shown, and ends it. */
const SHOWN = ['help', 'version', 'check-config'] as const;

/** What a running relay can be told to do, and with what. */
const TOLD: Record<string, string[]> = {
  backup: ['FILE'],
  bans: [],
  unban: ['PERSON'],
  remove: ['ROOM', 'ID'],
  export: ['ROOM'],
  erase: ['PERSON'],
};

const NAMES = Object.keys(SOURCES) as Named[];

/** A command line, read: what to show, what is wrong with it, or what to run. */
export interface Command {
  shows?: (typeof SHOWN)[number] | undefined;
  errors: string[];
  /** What to do, and with what: `token`, or something that a running relay is told. Absent: run one. */
  verb?: string;
  args: string[];
  port: number;
  host: string;
  /** As they were given, for `createRelay` to read. */
  options: RelayOptions;
  settings: CommandSettings;
  /** What a token is to say. */
  token: TokenWishes;
  /** Whether the demo was asked for: then one can break things on its page, and sign in there. */
  hasPanel: boolean;
}

/** Reads flags, environment and a file. A flag wins over a variable, and that over the file. Errors are collected. */
export function readCommand(args: string[], env: NodeJS.ProcessEnv): Command {
  const { values: flags, words, errors: flagErrors } = readFlags(args);
  const file = flags['config'] ?? (env['CHAT_CONFIG'] || undefined);
  const config: ConfigFile = file === undefined ? { values: {}, errors: [] } : readConfigFile(file);
  const asked = (name: keyof CommandSettings) =>
    name === 'spaces' ? undefined : (flags[flagOf(name)] ?? (env[SOURCES[name].env] || undefined));
  const given = (name: keyof CommandSettings) => asked(name) ?? config.values[name];
  const nameOf = (name: keyof CommandSettings) => {
    if (flags[flagOf(name)] !== undefined) return `--${flagOf(name)}`;
    const isInFile = asked(name) === undefined && config.values[name] !== undefined;
    return isInFile || name === 'spaces' ? `${file}: ${name}` : SOURCES[name].env;
  };
  const { values: settings, errors } = readAll<CommandSettings>(COMMAND_READERS, given, nameOf);
  errors.push(...conflictsIn(settings, nameOf));
  const options = Object.fromEntries(Object.keys(READERS).map(name => [name, given(name as keyof Settings)]));
  const { port, host } = settings;
  const [verb, ...told] = words;
  const token: TokenWishes = Object.fromEntries(TOKEN_FLAGS.map(name => [name, flags[name]]));
  if (verb === 'token') errors.push(...tokenErrors(token, settings));
  else
    errors.push(
      ...TOKEN_FLAGS.filter(name => flags[name] !== undefined && !Object.hasOwn(SOURCES, name)).map(
        name => `--${name}: only with token`,
      ),
    );
  const unknown = Object.keys(config.values).filter(name => !Object.hasOwn(COMMAND_READERS, name));
  const all = [
    ...flagErrors,
    ...wordErrors(words),
    ...config.errors,
    ...unknown.map(
      name => `${file}: ${name}: no such option (there are: ${Object.keys(COMMAND_READERS).join(', ')})`,
    ),
    ...errors,
  ];
  const shows = SHOWN.find(name => flags[name]);
  const optional = { ...(shows && { shows }), ...(verb && { verb }), args: told };
  const hasPanel = settings.demo && asked('demo') !== undefined;
  return { ...optional, errors: all, port, host, options, settings, token, hasPanel };
}

export function helpText(): string {
  const rows = NAMES.map(name => {
    const { env, takes, about } = SOURCES[name];
    return `  ${`--${flagOf(name)} ${takes}`.padEnd(30)}${env.padEnd(20)}${about}`;
  });
  const usage =
    'awesome-chat: a chat room for any site. Runs its relay.\n\n  awesome-chat [options]\n  awesome-chat backup FILE | bans | unban PERSON | remove ROOM ID | export ROOM | erase PERSON\n    while it runs on the same database\n  awesome-chat token --sub ID [--name NAME] [--role moderator] [--rooms A,B] [--picture URL] [--expires 1h]\n\n';
  const file = `  ${'--config FILE'.padEnd(30)}${'CHAT_CONFIG'.padEnd(20)}a file of JSON with all of these, by their names in docs/relay.md`;
  return `${usage}${rows.join('\n')}\n${file}\n  --check-config                says what is wrong with all of it, and does not start\n  --help, --version`;
}

function wordErrors([verb, ...args]: string[]): string[] {
  if (verb === undefined) return [];
  if (verb === 'token')
    return args.length === 0 ? [] : [`token: ${showWord(args[0]!)} is no flag; see --help`];
  const takes = Object.hasOwn(TOLD, verb) ? TOLD[verb]! : undefined;
  const known = Object.entries(TOLD).map(([name, words]) => [name, ...words].join(' '));
  if (!takes)
    return [`${showWord(verb)}: no such command (there are: ${[...known, 'token --sub ID'].join(', ')})`];
  const isRight = args.length === takes.length;
  return isRight ? [] : [`${verb}: say it as awesome-chat ${[verb, ...takes].join(' ')}`];
}

interface Words {
  values: Record<string, string | undefined>;
  words: string[];
  errors: string[];
}

function readFlags(args: string[]): Words {
  const names = [...NAMES.map(flagOf), ...TOKEN_FLAGS, 'config'];
  const known = Object.fromEntries(names.map(name => [name, { type: 'string' as const }]));
  const shown = Object.fromEntries(SHOWN.map(name => [name, { type: 'boolean' as const }]));
  const options = { ...known, ...shown };
  const lenient = { allowPositionals: true, strict: false, tokens: true } as const;
  const { tokens } = parseArgs({ args: args.map(completed), options, ...lenient });
  const read: Words = { values: {}, words: [], errors: [] };
  for (const token of tokens) {
    if (token.kind === 'positional') read.words.push(token.value);
    if (token.kind !== 'option') continue;
    const { name, rawName, value } = token;
    const needsValue = Object.hasOwn(known, name);
    if (!Object.hasOwn(options, name))
      read.errors.push(`${rawName}: no such option (--help lists what there is)`);
    else if (needsValue && (value === undefined || value.startsWith('--')))
      read.errors.push(`${rawName}: needs a value`);
    else read.values[name] = value ?? 'on';
  }
  return read;
}

/** `--demo` → `--demo=on`, unless a value follows. */
function completed(arg: string, index: number, args: string[]): string {
  const name = NAMES.find(known => arg === `--${flagOf(known)}`);
  const bare = name && SOURCES[name].bare;
  const isBare = args[index + 1]?.startsWith('-') ?? true;
  return bare && isBare ? `${arg}=${bare}` : arg;
}

/** `basePath` → `base-path`. */
function flagOf(name: string): string {
  return name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
}
