import type { Bench, Measurement, Scene } from '../bench.js';
import type { Heard } from '../load/commands.js';
import type { RelayProcess } from '../relays/relay-process.js';

const READERS = 1000;
const RATES = [20, 100, 500];
const WRITERS = 10;
/** What comes later than this after the last message was written has not come in time. */
const GRACE_MS = 1000;
/** From here on a relay that fans out message by message cannot keep up on one core. */
const FLOOD = 500;
const LATE = { lateMs: 30_000 };

export const openLoopRow = (perSecond: number, figure: 'delivered' | 'cores' | 'p50' | 'p99' | 'max') => ({
  name: `${perSecond} messages/s to 1,000 readers, ${figure}`,
  unit: figure === 'delivered' ? '%' : figure === 'cores' ? 'cores' : 'ms',
});

export const lowLoadRow = (figure: 'p50' | 'p99') => ({
  name: `100 messages/s to 10 readers, ${figure}`,
  unit: 'ms',
});

/** What arrives, when, and what it costs, where messages come at a rate that nobody has slowed down. */
export const openLoop: Measurement = {
  name: 'open-loop',
  measure: bench =>
    bench.inTurns('open-loop', contestant =>
      bench.withPeople(contestant, { people: bench.choose(READERS, 200) }, scene =>
        measureRates(bench, scene),
      ),
    ),
};

/** How long a message takes where the relay has next to nothing to do. */
export const lowLoad: Measurement = {
  name: 'low-load',
  measure: bench =>
    bench.inTurns('low-load', contestant =>
      bench.withPeople(contestant, { people: 10 }, scene => measureLowLoad(bench, scene)),
    ),
};

async function measureRates(bench: Bench, { relay, load }: Scene): Promise<void> {
  await load.tell('talk', { inFlight: 1, seconds: bench.choose(0.5, 0.2) });
  for (const perSecond of RATES) {
    const before = relay.cpuSeconds;
    const seconds = bench.choose(perSecond < 100 ? 3 : 2, 0.5);
    const late = perSecond < FLOOD ? LATE : {};
    const pace = { perSecond, seconds, writers: WRITERS, graceMs: GRACE_MS, ...late };
    const heard = await load.tell('pace', pace);
    // The wait for the last is in it, and is the same second of a core at most.
    const cores = (relay.cpuSeconds - before) / heard.seconds;
    recordRate(bench, relay, perSecond, { heard, cores });
  }
}

function recordRate(
  bench: Bench,
  relay: RelayProcess,
  perSecond: number,
  { heard, cores }: { heard: Heard; cores: number },
): void {
  const { latency, deliveries, due } = heard;
  const figures = { delivered: (100 * deliveries) / due, cores, ...latency };
  for (const [figure, value] of Object.entries(figures)) {
    const row = openLoopRow(perSecond, figure as keyof typeof figures);
    bench.sheet.record(row, relay.name, value);
  }
  bench.judge(openLoopRow(perSecond, 'delivered'), relay, heard);
}

async function measureLowLoad(bench: Bench, { relay, load }: Scene): Promise<void> {
  const seconds = bench.choose(2, 0.5);
  const pace = { perSecond: 100, writers: 5, graceMs: GRACE_MS, ...LATE };
  await load.tell('pace', { ...pace, seconds: bench.choose(0.5, 0.3) });
  const heard = await load.tell('pace', { ...pace, seconds });
  for (const figure of ['p50', 'p99'] as const)
    bench.sheet.record(lowLoadRow(figure), relay.name, heard.latency[figure]);
  bench.judge(lowLoadRow('p50'), relay, heard);
}
