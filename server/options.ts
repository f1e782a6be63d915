import type { TrustedProxies } from './address.js';
import { isPlainObject } from './fields.js';
import {
  readBasePath,
  readDatabase,
  readGuests,
  readOrigins,
  readPing,
  readProxies,
  readRate,
  readRetention,
  readSwitch,
  readText,
  readWord,
  RETENTION_EXPECTED,
  wholeNumber,
} from './option-readers.js';
import type { Rate } from './rates.js';
import { explainRooms, readRooms, type RoomOptions, type RoomPolicy } from './room-policy.js';
import { hide, show, showShape } from './show.js';
import type { Retention } from './store/store.js';
import { readPublicKey, readSecrets, type TokenKeys } from './token-keys.js';

export const DEFAULT_WELCOME = 'Welcome to the most interesting chat room on earth!';

/** What a visitor may do of whom no site says who it is. */
export type GuestRights = 'write' | 'read' | 'none';

/** What each space has of its own. */
const OF_A_SPACE = [
  ...(['welcome', 'origins', 'rate', 'notices', 'rooms', 'guests', 'retention'] as const),
  ...(['tokenSecret', 'tokenKey', 'tokenAudience', 'tokenIssuer'] as const),
] as const;
const SPACE_NAME = /^[a-z0-9][a-z0-9-]{0,31}$/;

export type SpaceOptions = Pick<RelayOptions, (typeof OF_A_SPACE)[number]>;
export type SpaceSettings = Omit<Pick<Settings, (typeof OF_A_SPACE)[number]>, 'retention'> & {
  /** Undefined: as the relay's. */
  retention: Retention | undefined;
};

/** Where a relay answers, and how. Each as text (from the environment or a flag) or as its own type. */
export interface RelayOptions {
  /** What a newcomer is told. */
  welcome?: string;
  /** The folder the relay's addresses are under. Default `/`. */
  basePath?: string;
  /** Sites that may embed the chat: `*`, or exact origins and `https://*.example.org`. Default `*`. */
  origins?: string | readonly string[];
  /** Messages per person, `5/5s burst 10`. `off` lifts every limit per person and per address. */
  rate?: string;
  /** How often a connection is asked whether it lives, and how long it may take to answer: `25s/20s`. */
  ping?: string;
  /** Whether clients that speak the tutorial's dialect are served. Default on. */
  tutorial?: boolean | string;
  /** People up to whom a room tells who comes and goes. Default 50, 0: never. */
  notices?: number | string;
  /**
   * The proxies of one's own before the relay, each adding to `X-Forwarded-For`: how many they are, or their networks,
   * `10.0.0.0/8, ::1`. Default 0.
   */
  trustProxy?: number | string | readonly string[];
  /** Where messages are kept: `sqlite:data/awesome-chat.db` (the default), or `sqlite::memory:` for nowhere. */
  database?: string;
  /**
   * How long messages are kept, and how many of a room: `90d`, `10000`, `90d 10000`. Default `keep`, in a space as the
   * relay's. A room's own wins.
   */
  retention?: string;
  /** Which rooms there are: `lobby, team/*` or a list with more about each; the first that fits counts. Default `*`: any. */
  rooms?: string | readonly (string | RoomOptions)[];
  /** What guests may do: `write` (the default), `read`, or `none`, with which they cannot come in. */
  guests?: GuestRights;
  /** Secret of 32 bytes or more that sites sign tokens with (HS256); or two, separated by a comma. */
  tokenSecret?: string;
  /** Public key that tokens are checked with, as PEM, or the address of a JSON Web Key Set. */
  tokenKey?: string;
  /** What `aud` of a token has to be. Default: anything. */
  tokenAudience?: string;
  /** What `iss` of a token has to be. Default: anything. */
  tokenIssuer?: string;
  /** Further spaces by name, each with its own people, rooms, names and limits; nothing crosses. */
  spaces?: Record<string, SpaceOptions>;
  /** Whether what a room says is written straight to idle connections. Default on; off, all goes by socket.io. */
  direct?: boolean | string;
  /** Whether the demo pages are served. Default on for `listen`; never on a server of one's own. */
  demo?: boolean | string;
}

/** The same, read and checked. */
export interface Settings {
  welcome: string;
  basePath: string;
  /** Undefined: any site. */
  origins: readonly string[] | undefined;
  /** Undefined: no limits. */
  rate: Rate | undefined;
  ping: { intervalMs: number; timeoutMs: number };
  tutorial: boolean;
  notices: number;
  trustProxy: TrustedProxies;
  /** A path, or `:memory:`. */
  database: string;
  retention: Retention;
  rooms: readonly RoomPolicy[];
  guests: GuestRights;
  tokenSecret: readonly Uint8Array[] | undefined;
  tokenKey: TokenKeys | undefined;
  /** Undefined: anything. */
  tokenAudience: string | undefined;
  /** Undefined: anything. */
  tokenIssuer: string | undefined;
  spaces: ReadonlyMap<string, SpaceSettings>;
  direct: boolean;
  demo: boolean;
}

/** How one setting is read: from what it is when not given, by what, and what to say of a wrong value. */
export interface Reader<T> {
  fallback: unknown;
  /** Undefined: the value is wrong. */
  read: (value: unknown) => { value: T } | undefined;
  expects: string;
  /** What exactly is wrong in a value of several parts, each with its place in it. */
  explain?: (value: unknown) => string[];
  /** How a wrong value is shown. Default: as it is. */
  shows?: (value: unknown) => string;
}

export const READERS: { [K in keyof Settings]: Reader<Settings[K]> } = {
  welcome: { fallback: DEFAULT_WELCOME, read: readText, expects: 'a text of 1 to 1000 characters' },
  basePath: { fallback: '/', read: readBasePath, expects: 'a path such as / or /chat/' },
  origins: {
    fallback: '*',
    read: readOrigins,
    expects: '* or origins such as "https://example.org, https://*.example.org", without a path',
  },
  rate: { fallback: '5/5s burst 10', read: readRate, expects: 'a rate such as "5/5s burst 10", or off' },
  ping: { fallback: '25s/20s', read: readPing, expects: 'interval/timeout such as 25s/20s, each 50ms to 1h' },
  tutorial: { fallback: true, read: readSwitch, expects: 'on or off' },
  notices: { fallback: 50, read: wholeNumber(0, 50), expects: 'a whole number from 0 to 50' },
  trustProxy: {
    fallback: 0,
    read: readProxies,
    expects: 'how many proxies of yours, 0 to 16, or their networks such as "10.0.0.0/8, ::1"',
  },
  database: {
    fallback: 'sqlite:data/awesome-chat.db',
    read: readDatabase,
    expects: 'sqlite:PATH such as sqlite:data/awesome-chat.db, or sqlite::memory: to keep nothing',
  },
  retention: { fallback: 'keep', read: readRetention, expects: RETENTION_EXPECTED },
  rooms: {
    fallback: '*',
    read: readRooms,
    explain: explainRooms,
    expects: '* or names of rooms such as "lobby, team/*"',
  },
  guests: { fallback: 'write', read: readGuests, expects: 'write, read or none' },
  tokenSecret: {
    fallback: '',
    read: readSecrets,
    expects:
      'a secret of at least 32 bytes, or two, separated by a comma; `openssl rand -base64 32` makes one',
    shows: hide,
  },
  tokenKey: {
    fallback: '',
    read: readPublicKey,
    expects: 'a public key as PEM (RSA of 2048 bits or more, P-256, Ed25519), or the https address of a JWKS',
    shows: hide,
  },
  tokenAudience: { fallback: '', read: readWord, expects: 'what aud of a token has to be' },
  tokenIssuer: { fallback: '', read: readWord, expects: 'what iss of a token has to be' },
  spaces: {
    fallback: {},
    read: readSpaces,
    explain: value => spacesIn(value).errors,
    shows: showShape,
    expects: 'an object of spaces by name: a-z, 0-9 and -, at most 32 characters',
  },
  direct: { fallback: true, read: readSwitch, expects: 'on or off' },
  demo: { fallback: true, read: readSwitch, expects: 'on or off' },
};

/** Not what everything else of a space has: who keeps messages for 90 days means all of them. */
const SPACE_RETENTION: Reader<Retention | undefined> = {
  ...READERS.retention,
  fallback: undefined,
  read: value => (value === undefined ? { value } : readRetention(value)),
};

/**
 * Reads and checks options.
 *
 * @param others what else is wrong, to be named with the rest
 * @throws TypeError that names every wrong or unknown option, its value, and what would be right.
 */
export function readOptions(options: RelayOptions, others: readonly string[] = []): Settings {
  const unknown = Object.keys(options).filter(name => !Object.hasOwn(READERS, name));
  const { values, errors } = readAll(READERS, name => options[name]);
  errors.unshift(
    ...unknown.map(name => `${name}: no such option (there are: ${Object.keys(READERS).join(', ')})`),
  );
  errors.push(...conflictsIn(values), ...others);
  if (errors.length > 0) throw new TypeError(`createRelay: ${errors.join('; ')}`);
  return values;
}

/** Reads every setting, and collects every error rather than stopping at the first. */
export function readAll<T>(
  readers: { [K in keyof T]: Reader<T[K]> },
  given: (name: keyof T & string) => unknown,
  nameOf: (name: keyof T & string) => string = name => name,
): { values: T; errors: string[] } {
  const values = {} as T;
  const errors: string[] = [];
  for (const name of Object.keys(readers) as (keyof T & string)[]) {
    const reader = readers[name];
    const { fallback, read } = reader;
    const value = given(name);
    const result = read(value ?? fallback);
    if (result) values[name] = result.value;
    else errors.push(...faultsOf(reader, value).map(fault => `${nameOf(name)}${fault}`));
  }
  return { values, errors };
}

function faultsOf<T>({ expects, explain, shows = show }: Reader<T>, value: unknown): string[] {
  const parts = explain?.(value) ?? [];
  return parts.length > 0 ? parts : [`: ${shows(value)} is not ${expects}`];
}

/** What is right by itself, and wrong together. @param settings those that could be read: of others nothing is said */
export function conflictsIn(
  settings: Partial<SpaceSettings>,
  nameOf: (name: keyof SpaceSettings) => string = name => name,
): string[] {
  const { guests, tokenSecret, tokenKey } = settings;
  const [secret, key] = [nameOf('tokenSecret'), nameOf('tokenKey')];
  if (tokenSecret && tokenKey) return [`${secret} and ${key}: give one of them`];
  const isRead = (['guests', 'tokenSecret', 'tokenKey'] as const).every(name =>
    Object.hasOwn(settings, name),
  );
  if (!isRead || guests === 'write' || tokenSecret || tokenKey) return [];
  return [`${nameOf('guests')}: with "${guests}" nobody could write; say who may: ${secret} or ${key}`];
}

function readSpaces(value: unknown): { value: ReadonlyMap<string, SpaceSettings> } | undefined {
  const { spaces, errors } = spacesIn(value);
  return spaces && errors.length === 0 ? { value: spaces } : undefined;
}

function spacesIn(value: unknown): { spaces?: Map<string, SpaceSettings>; errors: string[] } {
  if (!isPlainObject(value)) return { errors: [] };
  const spaces = new Map<string, SpaceSettings>();
  const errors: string[] = [];
  for (const [name, options] of Object.entries(value)) {
    const read = readSpace(name, options);
    spaces.set(name, read.values);
    errors.push(...read.errors);
  }
  return { spaces, errors };
}

function readSpace(name: string, options: unknown): { values: SpaceSettings; errors: string[] } {
  const given = isPlainObject(options) ? options : {};
  const readers = {
    ...Object.fromEntries(OF_A_SPACE.map(option => [option, READERS[option]])),
    retention: SPACE_RETENTION,
  };
  const pathOf = (option: string) => `.${name}.${option}`;
  const read = readAll(
    readers as { [K in keyof SpaceSettings]: Reader<SpaceSettings[K]> },
    option => given[option],
    pathOf,
  );
  read.errors.push(...conflictsIn(read.values, pathOf));
  const unknown = Object.keys(given).filter(option => !Object.hasOwn(readers, option));
  read.errors.push(
    ...unknown.map(option => `${pathOf(option)}: no such option (there are: ${OF_A_SPACE.join(', ')})`),
  );
  if (!isPlainObject(options))
    read.errors.push(`.${name}: ${showShape(options)} is not an object of options`);
  if (!SPACE_NAME.test(name))
    read.errors.push(`.${name}: not a name of a-z, 0-9 and -, at most 32 characters`);
  return read;
}
