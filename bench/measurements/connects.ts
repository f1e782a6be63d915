import type { Bench, Measurement } from '../bench.js';
import type { Entered } from '../load/commands.js';
import type { Contestant } from '../relays/contestant.js';
import type { RelayProcess } from '../relays/relay-process.js';
import { requireOpenFiles } from '../relays/system.js';

const CLIENTS = 2000;
const WARM_UP = 200;
const HISTORY = 50;

export const connectRow = (what: 'connects' | 'reconnects', figure: 'seconds' | 'cpu' | 'failures') => ({
  name: `2,000 ${what} at once, ${figure === 'cpu' ? 'CPU per 1,000' : figure}`,
  unit: figure === 'failures' ? 'connections' : figure === 'cpu' ? 'CPU s' : 's',
});

/** Everyone comes in at the same moment, to a relay that is warm. */
export const connects: Measurement = {
  name: 'connects',
  measure: bench =>
    bench.inTurns('connects', contestant =>
      bench.withRelay(contestant, async relay => {
        await bench.load.tell('enter', { ...placeOf(relay), people: WARM_UP });
        await bench.load.tell('leave', {});
        await measureEntry(bench, relay, 'connects');
      }),
    ),
};

/** The relay was ended and started again, and everyone comes back; ours also enter the room and get its newest page. */
export const reconnects: Measurement = {
  name: 'reconnects',
  measure: bench =>
    bench.inTurns('reconnects', contestant =>
      bench.withRelay(contestant, async relay => {
        await bench.load.tell('enter', { ...placeOf(relay), people: WARM_UP, history: 1 });
        await writeHistory(bench);
        await relay.kill();
        await bench.load.tell('leave', {});
        await relay.start();
        if (keepsNothing(contestant)) await writeHistory(bench, relay);
        const { history, failures } = await measureEntry(bench, relay, 'reconnects', HISTORY);
        const missing = (clientsOf(bench) - failures.length) * HISTORY - history;
        if (relay.dialect === 'ours' && missing > 0)
          bench.sheet.fail('reconnects', `${contestant}: ${missing} messages of the past did not come`);
      }),
    ),
};

async function measureEntry(
  bench: Bench,
  relay: RelayProcess,
  what: 'connects' | 'reconnects',
  history?: number,
): Promise<Entered> {
  const people = clientsOf(bench);
  requireOpenFiles(people);
  const before = relay.cpuSeconds;
  const crowd = { ...placeOf(relay), people, history, isAtOnce: true, mayFail: true };
  const entered = await bench.load.tell('enter', crowd);
  const cpu = ((relay.cpuSeconds - before) / people) * 1000;
  const figures = { seconds: entered.seconds, cpu, failures: entered.failures.length };
  for (const [figure, value] of Object.entries(figures))
    bench.sheet.record(connectRow(what, figure as keyof typeof figures), relay.name, value);
  const [why] = entered.failures;
  if (why) bench.sheet.note(connectRow(what, 'failures').name, `${relay.name}: ${why}`);
  return entered;
}

/** Writes what a newcomer gets to see; to a relay that is new, as someone who comes for it. */
async function writeHistory(bench: Bench, relay?: RelayProcess): Promise<void> {
  if (relay) await bench.load.tell('enter', { ...placeOf(relay), people: 1, history: 1 });
  await bench.load.tell('talk', { inFlight: 1, seconds: 30, messages: HISTORY });
  if (relay) await bench.load.tell('leave', {});
}

function placeOf({ port, dialect }: RelayProcess) {
  return { port, dialect, rooms: 1 };
}

function clientsOf(bench: Bench): number {
  return bench.choose(CLIENTS, 500);
}

function keepsNothing(contestant: Contestant): boolean {
  return contestant === 'memory';
}
