import { join } from 'node:path';
import { openSqlite } from '../../../server/store/sqlite-file.js';
import { SqliteRooms } from '../../../server/store/sqlite-rooms.js';
import type { Stage } from '../stage.js';
import { percentile } from './percentile.js';

const MESSAGES = 1_000_000;
const ROOMS = 100;
const BATCH = 5000;
const PAGE = 50;
const READS = 5000;
const STARTS = 7;

/** The newest page of a room in a database of a million messages, read as the store's thread does; and starting on it. */
export async function measureMillion(stage: Stage): Promise<string[]> {
  const database = join(await stage.folder(), 'chat.db');
  const { db, close } = openSqlite(database);
  const rooms = new SqliteRooms(db);
  const nameOf = (number: number) => (number % ROOMS === 0 ? 'lobby' : `room-${number % ROOMS}`);
  const from = { id: 'A'.repeat(22), name: 'writer' };
  for (let first = 0; first < MESSAGES; first += BATCH) {
    const drafts = Array.from({ length: BATCH }, (_, index) => {
      const number = first + index;
      const message = `message ${number}`.padEnd(100, '.');
      return {
        space: '',
        room: nameOf(number),
        id: `message-number-${number}`,
        message,
        from,
        at: Date.now(),
      };
    });
    rooms.append(drafts);
  }
  const times: number[] = [];
  const ownTimes: number[] = [];
  for (let read = 0; read < READS; read++) {
    const address = { space: '', room: nameOf(Math.floor(stage.random.between(0, ROOMS))) };
    const [began, ownBegan] = [performance.now(), ownMs()];
    rooms.history(address, { before: Number.MAX_SAFE_INTEGER }, PAGE);
    times.push(performance.now() - began);
    ownTimes.push(ownMs() - ownBegan);
  }
  close();
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
