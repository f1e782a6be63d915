import { isDeepStrictEqual } from 'node:util';
import { openSqlite } from '../../server/store/sqlite-file.js';
import { SqliteRooms } from '../../server/store/sqlite-rooms.js';
import type { Draft, RetentionRule, StoredRoom } from '../../server/store/store.js';
import { Disk } from './disk.js';
import { Random } from './random.js';

const ADDRESSES = ['lobby', 'kitchen'].map(room => ({ space: '', room }));
const STEPS = 40;

type Rooms = Pick<SqliteRooms, 'append' | 'open' | 'changesAfter' | 'history' | 'select' | 'prune'>;

/** Gives the same work to the simulated disk and to SQLite. @returns the first answer that differs, in words */
export function findDisagreement(sequences: number): string | undefined {
  for (let seed = 1; seed <= sequences; seed++) {
    const sqlite = openSqlite(':memory:');
    const disagreement = compare(new Random(seed), new SqliteRooms(sqlite.db));
    sqlite.close();
    if (disagreement) return `sequence ${seed}: ${disagreement}`;
  }
  return undefined;
}

function compare(random: Random, sqlite: SqliteRooms): string | undefined {
  const disk = new Disk('');
  const simulated: Rooms = {
    append: drafts => disk.append(drafts).stored,
    open: (address, limit) => disk.open(address, limit),
    changesAfter: (address, rev, limit) => disk.changesAfter(address, rev, limit),
    history: (address, place, limit) => disk.history(address, place, limit),
    select: (address, which) => disk.select(address, which),
    prune: (rules, now) => disk.prune(rules, now),
  };
  for (let step = 0; step < STEPS; step++) {
    const { name, work } = drawWork(random);
    const [expected, answer] = [work(simulated), work(sqlite)].map(withoutEpoch);
    if (!isDeepStrictEqual(expected, answer)) {
      return `${name} gives ${JSON.stringify(answer)}, expected was ${JSON.stringify(expected)}`;
    }
  }
  return undefined;
}

/** One piece of work, drawn in full before it is done twice. */
function drawWork(random: Random): { name: string; work: (rooms: Rooms) => unknown } {
  const address = random.pick(ADDRESSES);
  const limit = random.between(1, 8);
  const place = random.between(0, 20);
  const drafts = Array.from({ length: random.between(1, 4) }, () => drawDraft(random));
  const kept = Array.from({ length: random.between(0, 3) }, () => drawRule(random));
  const now = random.between(1, 1000);
  return random.pick([
    { name: 'append', work: rooms => rooms.append(drafts) },
    { name: 'append', work: rooms => rooms.append(drafts) },
    { name: 'open', work: rooms => rooms.open(address, limit) },
    { name: 'changesAfter', work: rooms => rooms.changesAfter(address, place, limit) },
    { name: 'history before', work: rooms => rooms.history(address, { before: place }, limit) },
    { name: 'history after', work: rooms => rooms.history(address, { after: place }, limit) },
    { name: 'select', work: rooms => rooms.select(address, { id: `id-${place}` }) },
    { name: 'prune', work: rooms => pruneAll(rooms, kept, now) },
  ] satisfies ReturnType<typeof drawWork>[]);
}

function drawDraft(random: Random): Draft {
  const address = random.pick(ADDRESSES);
  const message = `text ${random.between(1, 1000)}`;
  const from = { id: 'ada', name: 'Ada' };
  const draft = { ...address, id: `id-${random.between(1, 30)}`, message, from, at: random.between(1, 1000) };
  if (random.chance(0.1)) return { ...draft, message: '', replaces: true, removed: true };
  return random.chance(0.3) ? { ...draft, replaces: true } : draft;
}

function drawRule(random: Random): RetentionRule {
  const space = random.pick(['', '*', 'shop']);
  const room = random.pick(['lobby', 'kitchen', '*', '*b*', 'k*en', '*kitchen*', 'b*']);
  return {
    space,
    room,
    ...(random.chance(0.6) && { maxCount: random.between(0, 10) }),
    ...(random.chance(0.4) && { maxAgeMs: random.between(1, 1000) }),
  };
}

/** Their batches differ in size. */
function pruneAll(rooms: Rooms, kept: RetentionRule[], now: number): void {
  while (rooms.prune(kept, now).length > 0);
}

function withoutEpoch(answer: unknown): unknown {
  return answer && typeof answer === 'object' && 'epoch' in answer
    ? { ...(answer as StoredRoom), epoch: '' }
    : answer;
}
