import type { Verdict } from './checker.js';
import { flapping } from './scenarios/flapping.js';
import { kill } from './scenarios/kill.js';
import type { Scenario } from './scenarios/scenario.js';
import { Stage } from './stage.js';
import { countSyncs } from './syncs.js';

interface Control {
  name: string;
  /** The relay that is broken on purpose. Absent: the real one. */
  broken?: string;
  /** Plays it, and says what was seen. @throws Error when what had to be seen was not */
  play(stage: Stage): Promise<string>;
}

const CONTROLS: Control[] = [
  {
    name: 'control-forgets-ids',
    broken: 'forgets-ids',
    play: stage => mustFail(kill, stage, ({ twice }) => twice > 0),
  },
  {
    name: 'control-acks-early',
    broken: 'acks-early',
    play: stage => mustFail(kill, stage, ({ lost }) => lost > 0),
  },
  {
    name: 'control-skips-one',
    broken: 'skips-one',
    play: stage => mustFail(flapping, stage, ({ lost }) => lost > 0),
  },
  { name: 'syncs', play: stage => waitsForTheDisk(stage, true) },
  { name: 'control-does-not-sync', broken: 'does-not-sync', play: stage => waitsForTheDisk(stage, false) },
];

/** What proves that the checker sees something: each relay that is broken on purpose has to be found out. */
export async function playControls(run: { seed: number; wanted: (control: Control) => boolean }) {
  const outcomes: boolean[] = [];
  for (const control of CONTROLS.filter(run.wanted)) {
    const preloads = control.broken ? [`./test/faults/broken-relays/${control.broken}.mjs`] : [];
    const stage = new Stage({ seed: run.seed, isLong: false, preloads });
    const outcome = await control.play(stage).catch((error: Error) => error);
    await stage.end();
    outcomes.push(typeof outcome === 'string');
    if (outcome instanceof Error) console.log(`✖ ${control.name}\n    ${outcome.message}`);
    else console.log(`✔ ${control.name} (${outcome})`);
  }
  return outcomes;
}

async function mustFail(scenario: Scenario, stage: Stage, isFound: (verdict: Verdict) => boolean) {
  const { verdict } = await scenario.play(stage);
  if (!isFound(verdict)) throw new Error(`${scenario.name} did not find it out: ${JSON.stringify(verdict)}`);
  const { lost, twice, outOfOrder } = verdict;
  return `found out by ${scenario.name}: ${lost} lost, ${twice} twice, ${outOfOrder} out of order`;
}

async function waitsForTheDisk(stage: Stage, isExpected: boolean): Promise<string> {
  const { acked, syncs } = await countSyncs(stage);
  const seen = `${acked} acks, ${syncs} syncs`;
  if (syncs >= acked !== isExpected) throw new Error(seen);
  return seen;
}
