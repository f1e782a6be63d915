import { parentPort } from 'node:worker_threads';
import type { Chunk, Failure } from './runs.js';
import { runSchedule } from './schedule.js';
import { SOUND } from './world.js';

// Refusals are errors, and thousands of them are made: nobody reads where.
Error.stackTraceLimit = 0;

parentPort?.on('message', async ({ from, to }: Chunk) => {
  const failures: Failure[] = [];
  for (let seed = from; seed <= to; seed++) {
    const complaints = await runSchedule(seed, SOUND);
    if (complaints.length > 0) failures.push({ seed, complaints });
  }
  parentPort?.postMessage(failures);
});
