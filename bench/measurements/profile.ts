import type { Bench, Measurement, Scene } from '../bench.js';
import type { OwnTime } from '../relays/relay-process.js';

const READERS = 1000;
const IN_FLIGHT = [1, 32];

/** What a relay's main thread does, by the file or the name of the function that does it. The first that fits counts. */
const PARTS: [name: string, isIt: (time: OwnTime) => boolean][] = [
  ['waiting', ({ functionName }) => functionName === '(idle)'],
  [
    'writing to sockets: the kernel’s',
    ({ functionName }) => /^write(Buffer|v|Utf8String)$/.test(functionName),
  ],
  ['collecting garbage', ({ functionName }) => functionName === '(garbage collector)'],
  [
    'talking to the database’s thread',
    ({ functionName, url }) => /postMessage|messageport/.test(functionName + url),
  ],
  ['checking payloads: valibot', ({ url }) => url.includes('/valibot/')],
  ['socket.io, engine.io, ws', ({ url }) => url.includes('/node_modules/')],
  ['awesome-chat', ({ url }) => url.includes('/dist/')],
  ['Node.js', () => true],
];

export const profileRow = (part: string, inFlight: number) => ({
  name: `1,000 readers, ${inFlight} in flight, main thread: ${part}`,
  unit: '% of its time',
});

/** Where a relay's time goes under load. The profiler itself takes about a tenth. */
export const profile: Measurement = {
  name: 'profile',
  measure: bench =>
    bench.inTurns(
      'profile',
      contestant =>
        bench.withPeople(contestant, { people: READERS }, scene => measureParts(bench, scene), {
          isWatched: true,
        }),
      { rounds: 1, contestants: ['durable', 'memory'] },
    ),
};

async function measureParts(bench: Bench, { relay, load }: Scene): Promise<void> {
  for (const inFlight of IN_FLIGHT) {
    await load.tell('talk', { inFlight, seconds: 0.3 });
    await relay.startProfile();
    const heard = await load.tell('talk', { inFlight, seconds: bench.choose(3, 0.5) });
    const shares = sharesOf(await relay.endProfile());
    for (const [part] of PARTS)
      bench.sheet.record(profileRow(part, inFlight), relay.name, shares.get(part) ?? 0);
    bench.judge(profileRow('waiting', inFlight), relay, heard);
  }
}

/** In per cent, by part. */
function sharesOf(times: OwnTime[]): Map<string, number> {
  const total = times.reduce((sum, { us }) => sum + us, 0);
  const shares = new Map<string, number>();
  for (const time of times) {
    const [part] = PARTS.find(([, isIt]) => isIt(time))!;
    shares.set(part, (shares.get(part) ?? 0) + (time.us / total) * 100);
  }
  return shares;
}
