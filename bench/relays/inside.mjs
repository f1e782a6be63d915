// Loaded before a relay that is looked into: collects garbage when asked and says what is left, and says what the main
// thread spends its time on.
import { Session } from 'node:inspector/promises';
import { isMainThread } from 'node:worker_threads';

const SAMPLING_US = 200;

if (isMainThread && process.channel) answer();

function answer() {
  const session = new Session();
  session.connect();
  const answers = {
    collect() {
      globalThis.gc();
      return process.memoryUsage();
    },
    async startProfile() {
      await session.post('Profiler.enable');
      await session.post('Profiler.setSamplingInterval', { interval: SAMPLING_US });
      await session.post('Profiler.start');
    },
    async endProfile() {
      const { profile } = await session.post('Profiler.stop');
      return ownTimes(profile);
    },
  };
  process.on('message', async question => process.send({ answer: await answers[question]() }));
  // A relay that has been told to stop must not stay for this.
  process.channel.unref();
}

/** Microseconds that each function took itself, by its file and name. */
function ownTimes({ nodes, samples, timeDeltas }) {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const times = new Map();
  samples.forEach((id, index) => {
    const { url, functionName } = frames.get(id);
    const key = `${url} ${functionName}`;
    const time = times.get(key) ?? { url, functionName, us: 0 };
    time.us += timeDeltas[index];
    times.set(key, time);
  });
  return [...times.values()];
}
