import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check, type ReaderLog, type Verdict } from './checker.js';
import type { ChatClient } from './clients/chat-client.js';
import { PlainClient } from './clients/plain-client.js';
import { ShippedClient } from './clients/shipped-client.js';
import { FaultProxy } from './proxy.js';
import { seeded, type Random } from './random.js';
import { RelayProcess, type RelaySettings } from './relay-process.js';
import { loadRoom, readRows } from './stored.js';
import { until } from './waiting.js';
import { knows, Workload, type Pace } from './workload.js';

/** A relay at work takes about 120 MB; what grows without bound is soon past this. */
const MAX_RESIDENT_MB = 400;

export interface People extends Pace {
  writers: number;
  readers: number;
}

/** What a scenario knows of who reads. */
export interface Special {
  /** Readers who were not there from the first message on. */
  latecomers?: ChatClient[];
  /** Whether everyone's log may begin anywhere, as the room has begun another life. */
  startsAfresh?: boolean;
}

/** What a scenario plays on: relays, proxies and people of its own. All of it is gone when it is over. */
export class Stage {
  readonly random: Random;
  /** Whether there is time: the run for the documentation, not the one for each change. */
  readonly isLong: boolean;
  readonly complaints: string[] = [];
  /** Preloads for every relay: how a scenario is played on a broken one. */
  readonly #preloads: string[];
  readonly #cleanups: (() => unknown)[] = [];

  constructor({ seed, isLong, preloads = [] }: { seed: number; isLong: boolean; preloads?: string[] }) {
    this.random = seeded(seed);
    this.isLong = isLong;
    this.#preloads = preloads;
  }

  /** To be done when the scenario is over, the last first. */
  after(cleanup: () => unknown): void {
    this.#cleanups.unshift(cleanup);
  }

  async end(): Promise<void> {
    for (const cleanup of this.#cleanups) await cleanup();
  }

  async folder(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'awesome-chat-faults-'));
    this.after(() => rmSync(folder, { recursive: true, force: true }));
    return folder;
  }

  /** A relay that runs, with a database of its own unless one is named. */
  async relay(settings: Partial<RelaySettings> = {}): Promise<RelayProcess> {
    const database = settings.database ?? join(await this.folder(), 'chat.db');
    const preloads = [...this.#preloads, ...(settings.preloads ?? [])];
    const relay = new RelayProcess({ ...settings, database, preloads });
    this.after(() => relay.kill());
    await relay.start();
    return relay;
  }

  async proxy(relay: RelayProcess): Promise<FaultProxy> {
    const proxy = new FaultProxy(() => relay.port);
    await proxy.listen();
    this.after(() => proxy.close());
    return proxy;
  }

  /** People in the room with the shipped client; every second writer believes nothing but its acks. */
  async people(url: string, { writers, readers, ...pace }: People): Promise<Workload> {
    const writer = (_: unknown, index: number) => {
      const name = `writer-${index}`;
      return index % 2 === 1
        ? new PlainClient(url, { name, isStubborn: true })
        : new ShippedClient(url, name);
    };
    const reader = (_: unknown, index: number) => new ShippedClient(url, `reader-${index}`);
    const people: { writers: ChatClient[]; readers: ChatClient[] } = {
      writers: Array.from({ length: writers }, writer),
      readers: Array.from({ length: readers }, reader),
    };
    const workload = new Workload(people, this.random.fork(), pace);
    this.after(() => workload.close());
    await workload.flows();
    return workload;
  }

  /** Ends the talk, waits until everyone knows everything, and judges. */
  async judge(relay: RelayProcess, workload: Workload, special: Special = {}): Promise<Verdict> {
    const { latecomers = [], startsAfresh = false } = special;
    await this.#try(() => workload.stop());
    const fresh = await loadRoom(relay.url);
    const all = [...workload.everyone, ...latecomers];
    const isComplete = (client: ChatClient) =>
      client.leftAt !== undefined || knows(client, fresh.head, fresh.epoch);
    await this.#try(() => until('all readers are at the head', () => all.every(isComplete)));
    await this.#try(async () => {
      for (const client of all) await client.refresh?.();
    });
    const isWhole = (client: ChatClient) => !startsAfresh && !client.isLate && !latecomers.includes(client);
    const readers = all.map(client => logOf(client, isWhole(client)));
    this.#complainOf(relay);
    for (const client of all) client.close();
    await relay.stop();
    const { drafts } = workload;
    const stored = readRows(relay.database);
    return check({ drafts, stored, fresh: fresh.texts, readers, complaints: this.complaints });
  }

  #complainOf(relay: RelayProcess): void {
    if (!relay.isAlive) this.complaints.push('the relay has died');
    else if (relay.residentMb > MAX_RESIDENT_MB)
      this.complaints.push(`the relay takes ${relay.residentMb.toFixed(0)} MB`);
  }

  async #try(work: () => Promise<void>): Promise<void> {
    await work().catch((error: Error) => this.complaints.push(error.message));
  }
}

function logOf({ name, told, shown, isWindow, leftAt }: ChatClient, isWhole: boolean): ReaderLog {
  const log: ReaderLog = { name, told: [...told], shown: [...shown], isWhole, isWindow: isWindow === true };
  return leftAt === undefined ? log : { ...log, leftAt };
}
