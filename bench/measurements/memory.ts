import { setTimeout as sleep } from 'node:timers/promises';
import type { Measurement } from '../bench.js';
import type { RelayProcess } from '../relays/relay-process.js';
import { requireOpenFiles } from '../relays/system.js';

const CONNECTIONS = 2000;
const FIRST = 100;
/** Until what was needed for connecting is over and done with, in ms. */
const SETTLE_MS = 1000;

export const connectionRow = (figure: 'resident' | 'heap') => ({
  name: `an idle connection, ${figure === 'heap' ? 'heap' : 'resident memory'}`,
  unit: 'kB',
});

/** What someone costs who is there and says nothing. Of ours, they are in a room. */
export const connectionMemory: Measurement = {
  name: 'connection-memory',
  async measure(bench) {
    const connections = bench.choose(CONNECTIONS, 500);
    requireOpenFiles(connections);
    const measure = (relay: RelayProcess) =>
      measureConnections(relay, connections, people => enter(relay, people));
    const enter = (relay: RelayProcess, people: number) =>
      bench.load.tell('enter', { port: relay.port, dialect: relay.dialect, rooms: 1, people, history: 1 });
    await bench.inTurns(
      'connection-memory',
      contestant =>
        bench.withRelay(
          contestant,
          async relay => {
            const { heap, resident } = await measure(relay);
            bench.sheet.record(connectionRow('resident'), contestant, resident);
            bench.sheet.record(connectionRow('heap'), contestant, heap);
          },
          { isWatched: true },
        ),
      { rounds: bench.choose(2, 1) },
    );
  },
};

/** In kB for each connection. */
async function measureConnections(
  relay: RelayProcess,
  connections: number,
  enter: (people: number) => Promise<unknown>,
): Promise<{ heap: number; resident: number }> {
  // The first ones bring code and tables with them.
  await enter(FIRST);
  const before = await memoryOf(relay);
  await enter(connections);
  const after = await memoryOf(relay);
  const each = (bytes: number) => bytes / 1000 / connections;
  return { heap: each(after.heap - before.heap), resident: each(after.resident - before.resident) };
}

async function memoryOf(relay: RelayProcess): Promise<{ heap: number; resident: number }> {
  await sleep(SETTLE_MS);
  const heap = await relay.heapBytes();
  return { heap, resident: relay.residentBytes };
}
