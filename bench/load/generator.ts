import type { Commands } from './commands.js';
import { Crowd } from './crowd.js';

/** What the bench asks of a generator, and what comes back. */
export interface Order {
  number: number;
  command: keyof Commands;
  argument: unknown;
}

export interface Report {
  number: number;
  value?: unknown;
  error?: string;
}

/** The process that makes the load: does what it is told by the bench that started it, and ends with it. */
const crowd = new Crowd();

process.on('message', async ({ number, command, argument }: Order) => {
  const run = crowd[command] as (argument: unknown) => Promise<unknown>;
  const report = await run.call(crowd, argument).then(
    value => ({ number, value }),
    (error: Error) => ({ number, error: error.stack ?? error.message }),
  );
  process.send!(report satisfies Report);
});
process.on('disconnect', () => process.exit());
