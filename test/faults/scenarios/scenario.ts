import type { Verdict } from '../checker.js';
import type { Stage } from '../stage.js';

export interface Outcome {
  verdict: Verdict;
  /** From the fault, or from its end, until everyone was back and complete: the longest, in seconds. */
  recoveredInS: number;
  /** What else is worth knowing, in a few words. */
  note?: string;
}

/** One fault, played on a stage. */
export interface Scenario {
  name: string;
  /** What happens, in a few words. */
  fault: string;
  play(stage: Stage): Promise<Outcome>;
}
