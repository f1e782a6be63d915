import { join } from 'node:path';
import type { DialectName } from '../load/dialects.js';

/** The relays that are measured beside each other: ours as it comes, ours without a disk, and two to compare with. */
export const CONTESTANTS = ['durable', 'memory', 'tutorial', 'ws'] as const;

export type Contestant = (typeof CONTESTANTS)[number];

/** What runs a relay, and how one talks to it. */
interface Recipe {
  entry: string;
  dialect: DialectName;
  /** @param folder for what it keeps */
  env: (folder: string) => NodeJS.ProcessEnv;
}

const OURS = 'dist/server/main.js';
/** All load comes from one address. Everything else is as it comes. */
const NO_LIMITS = { CHAT_RATE: 'off', HOST: '127.0.0.1' };

export const RECIPES: Record<Contestant, Recipe> = {
  durable: {
    entry: OURS,
    dialect: 'ours',
    env: folder => ({ ...NO_LIMITS, DATABASE_URL: `sqlite:${join(folder, 'chat.db')}` }),
  },
  memory: { entry: OURS, dialect: 'ours', env: () => ({ ...NO_LIMITS, DATABASE_URL: 'sqlite::memory:' }) },
  tutorial: { entry: 'bench/relays/tutorial.mjs', dialect: 'tutorial', env: () => ({}) },
  ws: { entry: 'bench/relays/ws.mjs', dialect: 'ws', env: () => ({}) },
};
