import type { Bench, Measurement } from '../bench.js';
import type { Contestant } from '../relays/contestant.js';
import type { RelayProcess } from '../relays/relay-process.js';
import { requireOpenFiles } from '../relays/system.js';

const CLIENTS = 2000;
const WARM_UP = 200;
const HISTORY = 50;
/** Fewer than the 511 that Node lets wait to be accepted: who finds no place tries again only a second later. */
const AT_A_TIME = 400;

type Which = 'connects' | 'reconnects';
type Figure = 'at once' | '400 at a time' | 'CPU per 1,000' | 'failures';

export const connectRow = (which: Which, figure: Figure) => ({
  name: `2,000 ${which}, ${figure}`,
  unit: figure === 'failures' ? 'connections' : figure === 'CPU per 1,000' ? 'CPU s' : 's',
});

/** Everyone comes in at the same moment, to a relay that is warm. */
export const connects: Measurement = {
  name: 'connects',
  measure: bench =>
    bench.inTurns('connects', contestant =>
      bench.withRelay(contestant, relay =>
        measureEntries(bench, relay, 'connects', async () => {
          await bench.load.tell('leave', {});
          await bench.load.tell('enter', { ...placeOf(relay), people: WARM_UP });
          await bench.load.tell('leave', {});
        }),
      ),
    ),
};

/** The relay was ended and started again, and everyone comes back; ours also enter the room and get its newest page. */
export const reconnects: Measurement = {
  name: 'reconnects',
  measure: bench =>
    bench.inTurns('reconnects', contestant =>
      bench.withRelay(contestant, async relay => {
        await writeHistory(bench, relay);
        await measureEntries(bench, relay, 'reconnects', async () => {
          await relay.kill();
          await bench.load.tell('leave', {});
          await relay.start();
          if (keepsNothing(contestant)) await writeHistory(bench, relay);
        });
      }),
    ),
};

async function measureEntries(
  bench: Bench,
  relay: RelayProcess,
  which: Which,
  prepare: () => Promise<void>,
): Promise<void> {
  const people = bench.choose(CLIENTS, 500);
  requireOpenFiles(people);
  const history = which === 'reconnects' ? HISTORY : undefined;
  const crowd = { ...placeOf(relay), people, history, mayFail: true };
  await prepare();
  const before = relay.cpuSeconds;
  const atOnce = await bench.load.tell('enter', { ...crowd, atATime: people });
  const cpuSeconds = relay.cpuSeconds - before;
  await prepare();
  const inTurn = await bench.load.tell('enter', { ...crowd, atATime: AT_A_TIME });
  const failures = [...atOnce.failures, ...inTurn.failures];
  const record = (figure: Figure, value: number) =>
    bench.sheet.record(connectRow(which, figure), relay.name, value);
  record('at once', atOnce.seconds);
  record('400 at a time', inTurn.seconds);
  record('CPU per 1,000', (cpuSeconds / people) * 1000);
  record('failures', failures.length);
  if (failures[0]) bench.sheet.note(connectRow(which, 'failures').name, `${relay.name}: ${failures[0]}`);
  const missing = (2 * people - failures.length) * HISTORY - atOnce.history - inTurn.history;
  if (history && relay.dialect === 'ours' && missing > 0)
    bench.sheet.fail(which, `${relay.name}: ${missing} messages of the past did not come`);
}

/** Writes what a newcomer gets to see, as someone who comes for it. */
async function writeHistory(bench: Bench, relay: RelayProcess): Promise<void> {
  await bench.load.tell('enter', { ...placeOf(relay), people: 1, history: 1 });
  await bench.load.tell('talk', { inFlight: 1, seconds: 30, messages: HISTORY });
  await bench.load.tell('leave', {});
}

function placeOf({ port, dialect }: RelayProcess) {
  return { port, dialect, rooms: 1 };
}

function keepsNothing(contestant: Contestant): boolean {
  return contestant === 'memory';
}
