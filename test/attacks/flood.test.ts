import assert from 'node:assert/strict';
import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { test, type TestContext } from 'node:test';
import { percentile } from '../faults/measure/percentile.js';
import { runCommand, urlIn } from '../support/command.js';
import type { Tally } from './flood-wire.js';
import type { Go, Order } from './flooder.js';
import { FLOODS } from './floods.js';
import { Talk } from './talk.js';

// A flood on each limit, while many talk on beside it. What they notice is compared with what they notice when it is
// quiet just before, so that it does not matter what else the machine does.

const WINDOW_MS = 3000;
/** Before anything is measured: what runs for the first time takes longer. */
const WARM_UP_MS = 1000;
/** So many times longer than when it is quiet may it take until they hear each other. */
const MOST_TIMES_QUIET = 3;
/** Quicker than this is not worth telling apart, in ms: a timer, a garbage collection and the system's scheduler add to it. */
const LEAST_QUIET_MS = 5;
const MOST_MEGABYTES = 64;
/**
 * How often a flood is measured before it counts as one that is noticed. Other programs can only add to what is measured,
 * so once is enough to show that the relay does not; and what the relay takes, it takes each time.
 */
const ROUNDS = 5;

/** Longest that one flood takes, with all its rounds. */
const PATIENCE_MS = 120_000;

/** The relay as it is built and as it comes, but that it keeps nothing. */
async function startRelayProcess(t: TestContext) {
  const how = { program: 'built', patienceMs: PATIENCE_MS } as const;
  const { child, announced } = runCommand(t, ['--demo', 'off'], { TRUST_PROXY: '1' }, how);
  child.stderr!.pipe(process.stderr);
  const url = urlIn(await announced);
  return { url, port: Number(new URL(url).port), megabytes: () => megabytesOf(child.pid!) };
}

function megabytesOf(pid: number): number {
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', `${pid}`], { encoding: 'utf8' })) / 1024;
}

/** Floods from another process. */
function startFlooder(t: TestContext) {
  const flooder = fork('test/attacks/flooder.ts', { execArgv: ['--import', 'tsx'] });
  t.after(() => flooder.disconnect());
  const tell = async (told: Order | Go): Promise<unknown> => {
    flooder.send(told);
    const [answer] = (await once(flooder, 'message')) as unknown[];
    return answer;
  };
  return { prepare: (order: Order) => tell(order), run: (ms: number) => tell({ ms }) as Promise<Tally> };
}

test('a flood of anything is refused, and those beside it talk on as if there were none', async t => {
  const flood = startFlooder(t);
  for (const name of Object.keys(FLOODS)) {
    await t.test(name, async t => {
      const { url, port, megabytes } = await startRelayProcess(t);
      const talk = await Talk.begin(t, url);
      await talk.goOn(WARM_UP_MS);
      const quiet: number[] = [];
      const megabytesAtFirst = megabytes();
      let [times, rounds] = [Infinity, 0];
      while (times > MOST_TIMES_QUIET && rounds++ < ROUNDS) {
        quiet.push(await talk.goOn(WINDOW_MS));
        await flood.prepare({ port, name });
        const [p99Ms, tally] = await Promise.all([talk.goOn(WINDOW_MS), flood.run(WINDOW_MS)]);
        const quietMs = percentile(quiet, 50);
        times = p99Ms / Math.max(quietMs, LEAST_QUIET_MS);
        const grown = megabytes() - megabytesAtFirst;
        const { sent, refused, connects, cutOff } = tally;
        t.diagnostic(
          `p99 ${p99Ms.toFixed(1)} ms, quiet ${quietMs.toFixed(1)} ms, ${grown.toFixed(0)} MB more; ` +
            `${sent} sent, ${connects} connects, ${refused} refused, ${cutOff} cut off`,
        );
        assert.ok(refused + cutOff > 0, 'nothing was refused');
        assert.ok(grown <= MOST_MEGABYTES, `${grown} MB more`);
      }
      assert.ok(times <= MOST_TIMES_QUIET, `${times.toFixed(1)} times what it is when quiet`);
    });
  }
});
