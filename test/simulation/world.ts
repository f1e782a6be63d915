import type { ClientToRelay } from '../../protocol/events.js';
import type { UserMessage } from '../../protocol/messages.js';
import type { Request, Room } from '../../widget/room.js';
import { Client } from './client.js';
import { Clock } from './clock.js';
import { drawConditions, type Conditions } from './conditions.js';
import { Disk } from './disk.js';
import { DiskStore, type Trouble } from './disk-store.js';
import { Random } from './random.js';
import { Relay } from './relay.js';
import type { Weather } from './wire.js';

/** When a client finds out that its relay died, in ms: mostly at once, sometimes by the silence. */
const NOTICED_AFTER_MS = [0, 5, 30, 45_000];

/** What the world is made of; broken variants of it show that the checker would notice. */
export interface Variant {
  Disk: typeof Disk;
  Store: typeof DiskStore;
  /** Changes what a client has. */
  alter?(room: Room, world: World): void;
  /** Changes what a client asks. */
  reword?<E extends keyof ClientToRelay>(event: E, request: Request<E>, world: World): Request<E>;
  /** Puts a socket into a room's fan-out. */
  join?(enter: () => void, world: World): void;
  /** The name of a life that begins with a backup. */
  epochOf?(backup: Disk): string;
}

export const SOUND: Variant = { Disk, Store: DiskStore };

/** A message as somebody saw it. */
export interface Sighting {
  epoch: string;
  room: string;
  message: Pick<UserMessage, 'id' | 'seq' | 'rev' | 'message'>;
}

/** A relay, its disk and its clients, and all that is known of them. */
export class World {
  readonly clock = new Clock();
  readonly random: Random;
  readonly variant: Variant;
  readonly conditions: Conditions;
  readonly weather: Weather;
  readonly trouble: Trouble;
  readonly clients: Client[] = [];
  /** Clients whose pages were closed. */
  readonly gone: Client[] = [];
  relay: Relay | undefined;
  disk: Disk;
  /** Every life of the store, as it is or as it was left. */
  readonly lives = new Map<string, Disk>();
  readonly acks: Sighting[] = [];
  readonly sightings: Sighting[] = [];
  /** What must not happen, and did. */
  readonly complaints: string[] = [];
  /** The next pause, where an action asks for a longer one. */
  pauseMs: number | undefined;
  readonly #write: ((line: string) => void) | undefined;
  readonly #backups: Disk[] = [];
  #starting: ReturnType<typeof setTimeout> | undefined;
  #numbers = 0;

  constructor(seed: number, variant: Variant, write?: (line: string) => void) {
    this.random = new Random(seed);
    this.variant = variant;
    this.#write = write;
    this.conditions = drawConditions(this.random);
    this.weather = this.conditions.weather;
    this.trouble = this.conditions.trouble;
    this.disk = new variant.Disk('life-0');
    this.lives.set(this.disk.epoch, this.disk);
  }

  begin(): void {
    this.start();
    const { clients, rooms } = this.conditions;
    for (let index = 0; index < clients; index++) {
      this.clients.push(new Client(`client-${index}`, this, this.random.pick(rooms)));
    }
  }

  start(): void {
    clearTimeout(this.#starting);
    if (this.relay) return;
    this.trace(() => `the relay starts on ${this.disk.epoch}`);
    const { clock, random, trouble, disk, variant } = this;
    const store = new variant.Store(disk, { clock, random, trouble, crash: () => this.#crashAndComeBack() });
    const join = (enter: () => void) => (variant.join ? variant.join(enter, this) : enter());
    const { bounds, retention, rate } = this.conditions;
    const onAck: Relay['settings']['onAck'] = (room, message) =>
      this.acks.push({ epoch: disk.epoch, room, message });
    this.relay = new Relay(store, { clock, bounds, retention, rate, join, onAck });
  }

  startAfter(delayMs: number): void {
    clearTimeout(this.#starting);
    this.#starting = setTimeout(() => this.start(), delayMs);
  }

  crash(): void {
    const { relay } = this;
    if (!relay) return;
    this.trace(() => 'the relay dies');
    const sockets = [...relay.sockets];
    this.relay = undefined;
    relay.end();
    for (const { wire } of sockets) wire.close('relay', this.random.pick(NOTICED_AFTER_MS));
  }

  backUp(): void {
    this.#backups.push(this.disk.copy(`backup-${this.newNumber()}`));
  }

  /** Goes on with a backup in place of what there is. */
  restore(): void {
    if (this.#backups.length === 0) return;
    this.crash();
    const backup = this.random.pick(this.#backups);
    this.disk = backup.copy(this.variant.epochOf?.(backup) ?? `life-${this.newNumber()}`);
    this.lives.set(this.disk.epoch, this.disk);
    this.trace(() => `${backup.epoch} is restored as ${this.disk.epoch}`);
  }

  newNumber(): number {
    return ++this.#numbers;
  }

  /** A text that nobody has sent before. */
  newText(): string {
    return `text-${this.newNumber()}`;
  }

  /** What a message said before it was changed. */
  textOf(message: string): string {
    return message.split(' ', 1)[0]!;
  }

  reword<E extends keyof ClientToRelay>(event: E, request: Request<E>): Request<E> {
    const reworded = this.variant.reword?.(event, request, this) ?? request;
    if (event !== 'since' && event !== 'history') return reworded;
    // A page of later messages begins with one that is known.
    const isLater = 'after' in request;
    return { ...reworded, limit: this.conditions.pageLimit + Number(isLater) };
  }

  complain(complaint: string): void {
    this.trace(() => `WRONG: ${complaint}`);
    this.complaints.push(complaint);
  }

  trace(line: () => string): void {
    this.#write?.(`${(this.clock.now / 1000).toFixed(3)} ${line()}`);
  }

  #crashAndComeBack(): void {
    this.crash();
    this.startAfter(this.random.between(0, 5000));
  }
}
