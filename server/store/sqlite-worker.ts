import { parentPort, workerData } from 'node:worker_threads';
import { openSqlite } from './sqlite-file.js';
import { SqliteModeration } from './sqlite-moderation.js';
import { SqlitePeople } from './sqlite-people.js';
import { SqliteRooms } from './sqlite-rooms.js';

/** What the main thread asks: a method of the store, and its arguments. */
export interface Call {
  call: number;
  method:
    | 'idKey'
    | 'append'
    | 'open'
    | 'changesAfter'
    | 'history'
    | 'select'
    | 'prune'
    | 'personAt'
    | 'verifiedPeople'
    | 'keepPeople'
    | 'readModeration'
    | 'keepDeed'
    | 'roomsOf'
    | 'forget'
    | 'close';
  args: unknown[];
}

/** The answer. Call 0 is the opening itself. */
export type Reply = { call: number; result: unknown } | { call: number; error: string; code?: string };

type Target = Partial<Record<Call['method'], (...args: unknown[]) => unknown>>;

/** An error as it crosses the threads: its words, and SQLite's code. */
export function asReply(error: unknown): { error: string; code?: string } {
  const { message, code } = error as Error & { code?: string };
  return { error: message, ...(code && { code }) };
}

// The whole store is one thread with one connection: a checkpoint takes milliseconds, which would stall the relay.
const reply = (answer: Reply) => parentPort?.postMessage(answer);
const { file } = workerData as { file: string };

try {
  const sqlite = openSqlite(file);
  const rooms = new SqliteRooms(sqlite.db);
  const others = [new SqlitePeople(sqlite.db), new SqliteModeration(sqlite.db)];
  parentPort?.on('message', ({ call, method, args }: Call) => {
    try {
      const other = others.find(part => method in part) ?? rooms;
      const target = (method === 'close' ? sqlite : other) as unknown as Target;
      reply({ call, result: target[method]!(...args) });
      if (method === 'close') parentPort?.close();
    } catch (error) {
      reply({ call, ...asReply(error) });
    }
  });
  reply({ call: 0, result: undefined });
} catch (error) {
  reply({ call: 0, ...asReply(error) });
}
