import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Entry, Heard } from './load/commands.js';
import { Load } from './load/load.js';
import { CONTESTANTS, type Contestant } from './relays/contestant.js';
import { RelayProcess } from './relays/relay-process.js';
import { requireOpenFiles } from './relays/system.js';
import { Sheet, type Row } from './sheet.js';

/** From where on the generator itself may have been the limit. */
const BUSY = { cores: 0.9, utilization: 0.95 };

/** What one relay, or one page, may take in a measurement. */
const LIMIT_MS = 180_000;
const ALL: readonly Contestant[] = CONTESTANTS;

/** Something that can be measured, by the name that `--only` takes. */
export interface Measurement {
  name: string;
  measure: (bench: Bench) => Promise<void>;
}

/** A relay with people in it, and the load that they are. */
export interface Scene {
  relay: RelayProcess;
  load: Load;
}

type People = Partial<Omit<Entry, 'port' | 'dialect'>> & { people: number };

/** What measurements are made with: relays, load, and the sheet they are written on. */
export class Bench {
  readonly sheet = new Sheet();
  /** Whether all is to be over in two minutes. */
  readonly isQuick: boolean;
  readonly #log: (line: string) => void;
  readonly #folders: string[] = [];
  #load: Load | undefined;

  constructor(isQuick: boolean, log: (line: string) => void) {
    this.isQuick = isQuick;
    this.#log = log;
  }

  /** The process that makes the load; the same for all, so that it is as warm for each. */
  get load(): Load {
    return (this.#load ??= new Load());
  }

  get rounds(): number {
    return this.choose(3, 1);
  }

  /** How much of something: in a full run, or in a quick one. */
  choose<T>(full: T, quick: T): T {
    return this.isQuick ? quick : full;
  }

  folder(): string {
    const folder = mkdtempSync(join(tmpdir(), 'awesome-chat-bench-'));
    this.#folders.push(folder);
    return folder;
  }

  /** Measures each relay in turn, and all of it again in every round: what drifts, drifts for all. */
  async inTurns(
    name: string,
    measure: (contestant: Contestant, round: number) => Promise<void>,
    { rounds = this.rounds, contestants = ALL } = {},
  ): Promise<void> {
    for (let round = 0; round < rounds; round++)
      for (const contestant of contestants)
        await this.attempt(name, contestant, () => measure(contestant, round));
  }

  /** What fails, or takes for ever, is written down, and the others are measured all the same. */
  async attempt(name: string, subject: string, work: () => Promise<void>): Promise<void> {
    const over = new AbortController();
    const began = performance.now();
    try {
      await Promise.race([work(), this.#endLate(over.signal)]);
    } catch (error) {
      this.sheet.fail(name, `${subject}: ${(error as Error).message}`);
    } finally {
      over.abort();
      this.#log(`${name}, ${subject}: ${((performance.now() - began) / 1000).toFixed(1)} s`);
    }
  }

  /** Starts a relay, brings people in, and ends both afterwards. */
  async withPeople(
    contestant: Contestant,
    { rooms = 1, history = 1, ...entry }: People,
    work: (scene: Scene) => Promise<void>,
    options?: { isWatched: boolean },
  ): Promise<void> {
    requireOpenFiles(rooms * entry.people);
    await this.withRelay(
      contestant,
      async relay => {
        const { load } = this;
        const { port, dialect } = relay;
        await load.tell('enter', { ...entry, rooms, history, port, dialect });
        await work({ relay, load });
      },
      options,
    );
  }

  /** Starts a relay, and ends it with all connections to it afterwards. */
  async withRelay(
    contestant: Contestant,
    work: (relay: RelayProcess) => Promise<void>,
    options?: { isWatched: boolean },
  ): Promise<void> {
    const relay = new RelayProcess(contestant, options);
    try {
      await relay.start();
      await work(relay);
    } finally {
      await this.#leave(relay);
    }
  }

  /** Writes down what was wrong with what a load heard, and whether the load itself was the limit. */
  judge(row: Pick<Row, 'name' | 'unit'>, { name }: RelayProcess, { problems, generator }: Heard): void {
    for (const problem of problems) this.sheet.fail(row.name, `${name}: ${problem}`);
    const isBusy = generator.cores > BUSY.cores || generator.utilization > BUSY.utilization;
    if (isBusy) this.sheet.note(row.name, `the load generator was a limit for ${name}`);
  }

  /** Nobody is there to see the relay end. */
  async #leave(relay: RelayProcess): Promise<void> {
    try {
      await this.#load?.tell('leave', {});
    } finally {
      await relay.end();
    }
  }

  /** Without its load, what hangs comes to an end by itself. @throws Error when it is time */
  async #endLate(signal: AbortSignal): Promise<void> {
    await sleep(LIMIT_MS, undefined, { signal, ref: false }).catch(() => {});
    if (signal.aborted) return;
    await this.#load?.end();
    this.#load = undefined;
    throw new Error(`not done after ${LIMIT_MS / 1000} s`);
  }

  async end(): Promise<void> {
    await this.#load?.end();
    for (const folder of this.#folders) rmSync(folder, { recursive: true, force: true });
  }
}
