import { networksOf, type TrustedProxies } from './address.js';
import { durationMs, UNIT_MS } from './duration.js';
import type { GuestRights, Reader, Settings } from './options.js';
import type { Rate } from './rates.js';
import type { Retention } from './store/store.js';

const RATE = /^(\d+)\/(\S+?)(?:\s+burst\s+(\d+))?$/;
const ORIGIN = /^https?:\/\/(?:\*\.)?(?:[a-z0-9\-_.]+|\[[0-9a-f:.]+\])(?::\d+)?$/;
const BASE_PATH = /^\/(?:(?!\.{1,2}\/)[A-Za-z0-9\-_.~]+\/)*$/;

/** A reader of whole numbers, given as such or as text. */
export function wholeNumber(min: number, max: number): Reader<number>['read'] {
  return value => {
    const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
    const isIt = typeof number === 'number' && Number.isSafeInteger(number) && number >= min && number <= max;
    return isIt ? { value: number } : undefined;
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

export function readText(value: unknown): { value: string } | undefined {
  return typeof value === 'string' && value.trim() && value.length <= 1000 ? { value } : undefined;
}

/** Nothing is undefined. */
export function readWord(value: unknown): { value: string | undefined } | undefined {
  return value === '' ? { value: undefined } : readText(value);
}

export function readGuests(value: unknown): { value: GuestRights } | undefined {
  return value === 'write' || value === 'read' || value === 'none' ? { value } : undefined;
}

export function readBasePath(value: unknown): { value: string } | undefined {
  if (typeof value !== 'string') return undefined;
  const path = `/${value}/`.replace(/\/+/g, '/');
  return BASE_PATH.test(path) ? { value: path } : undefined;
}

export function readOrigins(value: unknown): { value: readonly string[] | undefined } | undefined {
  const origins = typeof value === 'string' ? value.split(/[\s,]+/).filter(Boolean) : value;
  if (!Array.isArray(origins) || origins.length === 0) return undefined;
  if (origins.length === 1 && origins[0] === '*') return { value: undefined };
  const spelt = origins.map(spellOrigin);
  return spelt.every(origin => origin !== undefined) ? { value: spelt } : undefined;
}

/** An origin as browsers spell it: in lower case, without the usual port, letters beyond ASCII encoded. */
function spellOrigin(origin: unknown): string | undefined {
  if (typeof origin !== 'string' || !URL.canParse(origin)) return undefined;
  const url = new URL(origin);
  return ORIGIN.test(url.origin) && `${url.origin}/` === url.href && !origin.endsWith('/')
    ? url.origin
    : undefined;
}

export function readProxies(value: unknown): { value: TrustedProxies } | undefined {
  const hops = wholeNumber(0, 16)(value);
  if (hops) return hops;
  const list: unknown = typeof value === 'string' ? value.split(/[\s,]+/).filter(Boolean) : value;
  if (!Array.isArray(list) || list.length === 0) return undefined;
  const networks = networksOf(list.map(String));
  return networks && { value: networks };
}

export function readRate(value: unknown): { value: Rate | undefined } | undefined {
  if (value === 'off') return { value: undefined };
  const [, count, duration, burst = count] = RATE.exec(textOf(value)) ?? [];
  const rate = { count: Number(count), perMs: durationMs(duration ?? ''), burst: Number(burst) };
  const isRight = rate.count >= 1 && rate.perMs >= 1 && rate.burst >= 1;
  return isRight ? { value: rate } : undefined;
}

export function readPing(value: unknown): { value: Settings['ping'] } | undefined {
  const [intervalMs, timeoutMs, ...more] = textOf(value).split('/').map(durationMs);
  const isRight = [intervalMs, timeoutMs].every(ms => ms !== undefined && ms >= 50 && ms <= UNIT_MS.h);
  return isRight && more.length === 0
    ? { value: { intervalMs: intervalMs!, timeoutMs: timeoutMs! } }
    : undefined;
}

export function readDatabase(value: unknown): { value: string } | undefined {
  const [, file] = typeof value === 'string' ? (/^sqlite:(?:\/\/)?(.+)$/.exec(value) ?? []) : [];
  return file ? { value: file } : undefined;
}

export function readRetention(value: unknown): { value: Retention } | undefined {
  if (value === 'keep') return { value: {} };
  const retention: Retention = {};
  const words = textOf(value)
    .trim()
    .split(/[\s,]+/);
  for (const word of words) {
    // A bare number is never seconds here: that would be the end of nearly everything.
    if (/^[1-9]\d*$/.test(word) && !retention.maxCount) retention.maxCount = Number(word);
    else if (/[a-z]$/.test(word) && durationMs(word) > 0 && !retention.maxAgeMs)
      retention.maxAgeMs = durationMs(word);
    else return undefined;
  }
  return { value: retention };
}

export function readSwitch(value: unknown): { value: boolean } | undefined {
  if (value === true || value === 'on' || value === 'true' || value === '1') return { value: true };
  if (value === false || value === 'off' || value === 'false' || value === '0') return { value: false };
  return undefined;
}
