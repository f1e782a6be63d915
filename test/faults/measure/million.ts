import { join } from 'node:path';
import { openSqlite } from '../../../server/store/sqlite-file.js';
import { SqliteRooms } from '../../../server/store/sqlite-rooms.js';
import type { Draft } from '../../../server/store/store.js';
import type { Random } from '../random.js';
import type { Stage } from '../stage.js';
import { percentile } from './percentile.js';

const MESSAGES = 1_000_000;
const ROOMS = 100;
const BATCH = 5000;
const PAGE = 50;
const READS = 5000;
const STARTS = 7;

/** The newest page of a room in a database of a million messages, and starting on it. */
export async function measureMillion(stage: Stage): Promise<string[]> {
  const database = join(await stage.folder(), 'chat.db');
  const { times, ownTimes } = timeNewestPages(database, MESSAGES, stage.random);
  const startS = await startsIn(stage, database);
  const emptyS = await startsIn(stage, join(await stage.folder(), 'empty.db'));
  const page = [percentile(times, 50), percentile(times, 99), percentile(ownTimes, 99)].map(ms =>
    ms.toFixed(2),
  );
  return [
    `newest page of ${PAGE}: p50 ${page[0]} ms, p99 ${page[1]} ms, of its own work ${page[2]} ms`,
    `start of a relay: ${startS.toFixed(2)} s, on an empty database ${emptyS.toFixed(2)} s`,
  ];
}

/** Fills a database, and reads newest pages of its rooms as the store's thread does. In ms. */
export function timeNewestPages(
  database: string,
  messages: number,
  random: Random,
): { times: number[]; ownTimes: number[] } {
  const { db, close } = openSqlite(database);
  const rooms = new SqliteRooms(db);
  for (let first = 0; first < messages; first += BATCH)
    rooms.append(Array.from({ length: BATCH }, (_, index) => draftOf(first + index)));
  const times: number[] = [];
  const ownTimes: number[] = [];
  for (let read = 0; read < READS; read++) {
    const address = { space: '', room: nameOf(Math.floor(random.between(0, ROOMS))) };
    const [began, ownBegan] = [performance.now(), ownMs()];
    rooms.history(address, { before: Number.MAX_SAFE_INTEGER }, PAGE);
    times.push(performance.now() - began);
    ownTimes.push(ownMs() - ownBegan);
  }
  close();
  return { times, ownTimes };
}

function draftOf(number: number): Draft {
  const message = `message ${number}`.padEnd(100, '.');
  const from = { id: 'A'.repeat(22), name: 'writer' };
  const [room, id] = [nameOf(number), `message-number-${number}`];
  return { space: '', room, id, message, from, at: Date.now() };
}

function nameOf(number: number): string {
  return number % ROOMS === 0 ? 'lobby' : `room-${number % ROOMS}`;
}

/** The median of several starts, in seconds. */
async function startsIn(stage: Stage, database: string): Promise<number> {
  const times: number[] = [];
  for (let start = 0; start < STARTS; start++) {
    const began = performance.now();
    const relay = await stage.relay({ database });
    times.push((performance.now() - began) / 1000);
    await relay.stop();
  }
  return percentile(times, 50);
}

/** How long this process has run: what it waited for a processor that others had is not in it. */
function ownMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
