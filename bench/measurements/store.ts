import { join } from 'node:path';
import { percentile } from '../../test/faults/measure/percentile.js';
import { timeNewestPages } from '../../test/faults/measure/million.js';
import { seeded } from '../../test/faults/random.js';
import type { Bench, Measurement, Scene } from '../bench.js';

const ROOMS = 10;
const WRITERS = 10;
const MESSAGES = 1_000_000;

export const writingRow = (figure: 'messages' | 'cores') => ({
  name: `as many messages as it takes, ${figure === 'messages' ? 'kept and delivered' : figure}`,
  unit: figure === 'messages' ? 'messages/s' : 'cores',
});

export const lastPageRow = (figure: 'p50' | 'p99' | 'p99 of its own work') => ({
  name: `the newest page of a room in a million messages, ${figure}`,
  unit: 'ms',
});

/** A hundred people in ten rooms who write as fast as their messages come back. */
export const writing: Measurement = {
  name: 'writing',
  async measure(bench) {
    const people = { rooms: ROOMS, people: WRITERS };
    await bench.inTurns(
      'writing',
      contestant =>
        bench.withPeople(contestant, people, scene =>
          measureWriting(bench, scene, bench.choose(secondsOf(contestant), 1)),
        ),
      { rounds: 1 },
    );
  },
};

/** As a room's newcomer reads it. The store alone: nobody else asks meanwhile. */
export const lastPage: Measurement = {
  name: 'last-page',
  async measure(bench) {
    const messages = bench.choose(MESSAGES, 50_000);
    const { times, ownTimes } = timeNewestPages(join(bench.folder(), 'chat.db'), messages, seeded(1));
    bench.sheet.record(lastPageRow('p50'), 'durable', percentile(times, 50));
    bench.sheet.record(lastPageRow('p99'), 'durable', percentile(times, 99));
    bench.sheet.record(lastPageRow('p99 of its own work'), 'durable', percentile(ownTimes, 99));
  },
};

async function measureWriting(bench: Bench, { relay, load }: Scene, seconds: number): Promise<void> {
  await load.tell('talk', { inFlight: WRITERS, seconds: 0.5 });
  const before = relay.cpuSeconds;
  const heard = await load.tell('talk', { inFlight: WRITERS, seconds });
  bench.sheet.record(writingRow('messages'), relay.name, heard.written / heard.seconds);
  bench.sheet.record(writingRow('cores'), relay.name, (relay.cpuSeconds - before) / heard.seconds);
  bench.judge(writingRow('messages'), relay, heard);
}

/** A disk can be quicker than it will be: what is kept is measured for long enough to be written back. */
function secondsOf(contestant: Scene['relay']['name']): number {
  return contestant === 'durable' ? 30 : 5;
}
