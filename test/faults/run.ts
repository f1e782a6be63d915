import { parseArgs } from 'node:util';
import { playControls } from './controls.js';
import { formatTable, formatLine } from './report.js';
import { SCENARIOS } from './scenarios/index.js';
import type { Outcome, Scenario } from './scenarios/scenario.js';
import { Stage } from './stage.js';
import { sleep } from './waiting.js';

/**
 * `npm run test:faults`: real relay processes, real kills, one checker; then the checker itself, against relays
 * that are broken on purpose. `-- --only NAME` plays one, `-- --seed N` the same again, `-- --long` takes its time.
 */
const { values } = parseArgs({
  options: { seed: { type: 'string' }, only: { type: 'string' }, long: { type: 'boolean', default: false } },
});
const seed = values.seed ? Number(values.seed) : Math.floor(Math.random() * 1e9);
const isLong = values.long;
const wanted = ({ name }: { name: string }) => !values.only || values.only.split(',').includes(name);

const rows: [Scenario, Outcome | Error][] = [];
console.log(`seed ${seed}${isLong ? ', long' : ''}`);
for (const scenario of SCENARIOS.filter(wanted)) {
  const outcome = await play(scenario);
  rows.push([scenario, outcome]);
  console.log(formatLine(scenario, outcome));
}
const controls = await playControls({ seed, wanted });

if (rows.length > 0) console.log(`\n${formatTable(rows)}\n`);
const outcomes = [...rows.map(([, outcome]) => hasPassed(outcome)), ...controls];
const passed = outcomes.filter(Boolean).length;
const failed = outcomes.length - passed + (outcomes.length === 0 ? 1 : 0);
if (failed > 0) console.log(`To see the same again: npm run test:faults -- --seed ${seed}`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);

async function play(scenario: Scenario): Promise<Outcome | Error> {
  const stage = new Stage({ seed, isLong });
  try {
    return await inTime(scenario.play(stage));
  } catch (error) {
    return error as Error;
  } finally {
    await stage.end();
  }
}

/** A run that hangs is a failed one. */
async function inTime(outcome: Promise<Outcome>): Promise<Outcome> {
  const limitS = isLong ? 600 : 120;
  return Promise.race([outcome, sleep(limitS * 1000).then(() => fail(`not done after ${limitS} s`))]);
}

function fail(sentence: string): never {
  throw new Error(sentence);
}

function hasPassed(outcome: Outcome | Error): boolean {
  return !(outcome instanceof Error) && outcome.verdict.problems.length === 0;
}
