import { parseArgs } from 'node:util';
import { CONTROLS } from './controls.js';
import { runMany, type Failure } from './runs.js';
import { runSchedule } from './schedule.js';
import { findDisagreement } from './sqlite-agreement.js';
import { SOUND, type Variant } from './world.js';

const SCHEDULES = 10_000;
/** Schedules within which the checker has to find a deliberate mistake. */
const CONTROL_SCHEDULES = 2000;
/** Sequences of work in which the simulated disk is compared with SQLite. */
const COMPARISONS = 200;

/**
 * `npm run test:simulation`: relay and widget in many worlds where time, network and disk are simulated, each
 * ending in the checker. `--schedules N` runs more of them, `--from N` others; `--seed N` replays one and prints
 * all that happens in it.
 */
const { values } = parseArgs({
  options: { schedules: { type: 'string' }, from: { type: 'string' }, seed: { type: 'string' } },
});

const failed = values.seed === undefined ? await runAll() : await replay(Number(values.seed));
const passed = values.seed === undefined ? 2 + Object.keys(CONTROLS).length - failed : 1 - failed;
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

async function replay(seed: number): Promise<number> {
  const complaints = await runSchedule(seed, SOUND, line => console.log(line));
  tell({ seed, complaints });
  return complaints.length > 0 ? 1 : 0;
}

async function runAll(): Promise<number> {
  const results = [await runSound(), compareWithSqlite()];
  for (const [mistake, variant] of Object.entries(CONTROLS)) results.push(await runControl(mistake, variant));
  return results.filter(isPassed => !isPassed).length;
}

async function runSound(): Promise<boolean> {
  const from = Number(values.from ?? 1);
  const count = Number(values.schedules ?? SCHEDULES);
  const began = performance.now();
  const failures = await runMany({ from, to: from + count - 1 });
  const seconds = (performance.now() - began) / 1000;
  for (const failure of failures) tell(failure);
  const perSecond = Math.round(count / seconds);
  return report(
    failures.length === 0,
    `whatever happens in ${count} schedules, all is well at the end (${perSecond} a second)`,
  );
}

function compareWithSqlite(): boolean {
  const disagreement = findDisagreement(COMPARISONS);
  if (disagreement) console.log(disagreement);
  return report(!disagreement, 'the simulated disk answers as SQLite does');
}

async function runControl(mistake: string, variant: Variant): Promise<boolean> {
  for (let seed = 1; seed <= CONTROL_SCHEDULES; seed++) {
    const [complaint] = await runSchedule(seed, variant);
    if (complaint) return report(true, `the checker finds it when ${mistake} (schedule ${seed})`);
  }
  return report(false, `the checker finds it when ${mistake}`);
}

function report(isPassed: boolean, sentence: string): boolean {
  console.log(`${isPassed ? '✔' : '✖'} ${sentence}`);
  return isPassed;
}

function tell({ seed, complaints }: Failure): void {
  if (complaints.length === 0) return;
  console.log(`Seed ${seed} fails. See it with: npm run test:simulation -- --seed ${seed}`);
  for (const complaint of complaints.slice(0, 5)) console.log(`  ${complaint}`);
}
