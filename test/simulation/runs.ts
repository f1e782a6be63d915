import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

/** Schedules that a thread takes at a time. */
const CHUNK = 250;
/** Failures after which the rest is not run. */
const MAX_FAILURES = 10;

/** Seeds that one thread is to run, both ends included. */
export interface Chunk {
  from: number;
  to: number;
}

export interface Failure {
  seed: number;
  complaints: string[];
}

/** Runs many schedules on all cores. @returns those that failed, at most some */
export async function runMany({ from, to }: Chunk): Promise<Failure[]> {
  const failures: Failure[] = [];
  let next = from;
  const nextChunk = (): Chunk | undefined => {
    if (next > to || failures.length >= MAX_FAILURES) return undefined;
    const chunk = { from: next, to: Math.min(to, next + CHUNK - 1) };
    next = chunk.to + 1;
    return chunk;
  };
  const threads = Array.from({ length: availableParallelism() }, () => runThread(nextChunk, failures));
  await Promise.all(threads);
  return failures.sort((a, b) => a.seed - b.seed);
}

function runThread(nextChunk: () => Chunk | undefined, failures: Failure[]): Promise<void> {
  const thread = new Worker(new URL('./thread.ts', import.meta.url));
  return new Promise((resolve, reject) => {
    const goOn = () => {
      const chunk = nextChunk();
      if (chunk) thread.postMessage(chunk);
      else void thread.terminate().then(() => resolve());
    };
    thread.on('message', (found: Failure[]) => {
      failures.push(...found);
      goOn();
    });
    thread.on('error', reject);
    goOn();
  });
}
