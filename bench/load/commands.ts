import type { DialectName } from './dialects.js';

/** Who is to come in. */
export interface Entry {
  port: number;
  dialect: DialectName;
  rooms: number;
  people: number;
  /** Messages of the past to ask for on entering. Undefined: to be connected is all. */
  history?: number | undefined;
  /** How many are on their way in at a time. Default 100. */
  atATime?: number;
  /** Whether the load goes on when someone did not get in. */
  mayFail?: boolean;
}

export interface Entered {
  seconds: number;
  /** Messages of the past that came, for all together. */
  history: number;
  failures: string[];
}

/** Writers who each write again once they have seen what they wrote. */
export interface Talk {
  /** Messages on their way at a time, in each room. */
  inFlight: number;
  seconds: number;
  /** Most messages in all. Default: as many as it gets done. */
  messages?: number;
}

/** Messages at a fixed rate, whatever becomes of them. */
export interface Pace {
  /** In all rooms together. */
  perSecond: number;
  seconds: number;
  /** How many of each room's people write, in turns. */
  writers: number;
  /** What has not come so long after the last was written has not come in time. */
  graceMs: number;
  /**
   * How long to wait for what comes still later; what has not come then is a defect. Absent: this may be more than
   * the relay can do, and what does not come is a share that is missing.
   */
  lateMs?: number;
}

export interface Heard {
  written: number;
  /** Deliveries that were due. */
  due: number;
  deliveries: number;
  /** From the first message until the last was heard. */
  seconds: number;
  latency: { p50: number; p99: number; max: number };
  /** What the generator itself took: cores, and how much of the time its event loop was busy. */
  generator: { cores: number; utilization: number };
  problems: string[];
}

/** What a generator can be told to do. */
export interface Commands {
  enter: (entry: Entry) => Promise<Entered>;
  talk: (talk: Talk) => Promise<Heard>;
  pace: (pace: Pace) => Promise<Heard>;
  /** Cuts all connections. */
  leave: (nothing: object) => Promise<void>;
}
