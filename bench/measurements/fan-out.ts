import type { Bench, Measurement, Scene } from '../bench.js';

const READERS = [100, 1000, 5000];
/** From here on it takes longer to bring them in than to measure. */
const MANY = 5000;
const IN_FLIGHT = [1, 32];

export const fanOutRow = (readers: number, inFlight: number) => ({
  name: `fan-out, ${readers.toLocaleString('en')} readers, ${inFlight} in flight`,
  unit: 'CPU s per million deliveries',
});

/** What it costs a relay to bring a message to everyone in a room, alone and with others on their way. */
export const fanOut: Measurement = {
  name: 'fan-out',
  async measure(bench) {
    const sizes = bench.choose(READERS, [1000]);
    for (const readers of sizes)
      await bench.inTurns(
        'fan-out',
        contestant =>
          bench.withPeople(contestant, { people: readers }, scene => measureScene(bench, scene, readers)),
        { rounds: readers >= MANY ? Math.min(bench.rounds, 2) : bench.rounds },
      );
  },
};

async function measureScene(bench: Bench, { relay, load }: Scene, readers: number): Promise<void> {
  const [warmUpS, seconds] = [bench.choose(0.3, 0.2), bench.choose(1, 0.5)];
  for (const inFlight of IN_FLIGHT) {
    const row = fanOutRow(readers, inFlight);
    await load.tell('talk', { inFlight, seconds: warmUpS });
    const before = relay.cpuSeconds;
    const heard = await load.tell('talk', { inFlight, seconds });
    const cpuSeconds = relay.cpuSeconds - before;
    bench.sheet.record(row, relay.name, (cpuSeconds / heard.deliveries) * 1e6);
    bench.judge(row, relay, heard);
  }
}
