import type { Answer, ClientToRelay, RelayToClient } from '../../protocol/events.js';
import type { Changes, MyMessage } from '../../protocol/messages.js';
import { Connections } from '../../server/connections.js';
import { Connection, type RelayContext, type RelaySocket } from '../../server/connection.js';
import { dispatch } from '../../server/dispatch.js';
import type { Broadcast } from '../../server/direct-frames.js';
import { FanOut } from '../../server/fan-out.js';
import type { Identity } from '../../server/identity.js';
import { Backlog } from '../../server/backlog.js';
import { Limits } from '../../server/limits.js';
import { Members } from '../../server/members.js';
import type { Rate } from '../../server/rates.js';
import type { Bounds } from '../../server/room.js';
import { Moderation } from '../../server/moderation/moderation.js';
import { SlowMode } from '../../server/slow-mode.js';
import { RoomPolicies } from '../../server/rights.js';
import { Rooms } from '../../server/rooms.js';
import { Committer } from '../../server/store/committer.js';
import { Keeper } from '../../server/store/keeper.js';
import type { Retention } from '../../server/store/store.js';
import type { Clock } from './clock.js';
import type { DiskStore } from './disk-store.js';
import type { Wire } from './wire.js';
import { Rules } from '../../server/rules.js';
import { TakenNames } from '../../server/taken-names.js';

type Listener = (event: string, request: unknown, ack: (answer: Answer<object>) => void) => void;
type News = <E extends keyof RelayToClient>(event: E, news: Parameters<RelayToClient[E]>[0]) => void;

export interface RelaySettings {
  clock: Clock;
  bounds: Bounds;
  retention: Retention;
  rate: Rate | undefined;
  /** Hears of every message that is told to be kept. */
  onAck: (room: string, message: MyMessage) => void;
  /** Enters a socket into a room's fan-out. */
  join: (enter: () => void) => void;
}

/** The relay's end of a connection, in place of a socket of socket.io. */
export class SimulatedSocket {
  readonly id: string;
  readonly wire: Wire;
  readonly channels = new Set<string>();
  readonly connection: Connection;
  connected = true;
  #listener: Listener | undefined;
  readonly #hear: News;
  readonly #settings: RelaySettings;

  constructor(wire: Wire, caller: { identity: Identity; hear: News }, relay: Relay) {
    this.id = caller.identity.person.id;
    this.wire = wire;
    this.#hear = caller.hear;
    this.#settings = relay.settings;
    const socket = this as unknown as RelaySocket;
    this.connection = new Connection(socket, { identity: caller.identity, address: '' }, relay.context);
    dispatch(this.connection);
  }

  onAny(listener: Listener): void {
    this.#listener = listener;
  }

  join(channel: string): void {
    this.#settings.join(() => this.channels.add(channel));
  }

  leave(channel: string): void {
    this.channels.delete(channel);
  }

  emit: News = (event, news) => {
    const live = event === 'messages' ? { mayRepeat: true, mayLose: true } : {};
    this.wire.send('client', () => this.#hear(event, news), live);
  };

  /** What the client asks arrives. */
  receive(event: keyof ClientToRelay, request: unknown, give: (answer: Answer<object>) => void): void {
    if (!this.connected) return;
    this.#listener?.(event, request, answer => {
      if (event === 'message' && answer.ok) {
        const { message } = answer as unknown as { message: MyMessage };
        this.#settings.onAck((request as { room: string }).room, message);
      }
      this.wire.send('client', () => give(answer));
    });
  }

  /** Changes a message, as no client can ask for yet. */
  async edit(room: string, id: string, message: string): Promise<void> {
    const { person } = this.connection;
    await this.connection.room(room).post({ id, message, from: person, replaces: true });
  }
}

const LONGEST_SENDING_MS = 60;

/** One run of the relay: all of it but HTTP, socket.io and the database. */
export class Relay {
  readonly settings: RelaySettings;
  readonly store: DiskStore;
  readonly context: RelayContext;
  readonly sockets = new Set<SimulatedSocket>();
  readonly #keepers: Keeper[] = [];
  #sendingMs = 0;

  constructor(store: DiskStore, settings: RelaySettings) {
    const { clock, bounds, rate } = settings;
    this.store = store;
    this.settings = settings;
    const report = () => {};
    const broadcast: Broadcast = (channel, event, news) => this.#broadcast(channel, event, news);
    const outlet = new FanOut(broadcast, [], () => clock.now + this.#sendingMs);
    const presence = { namedUpTo: 50, graceMs: 4000, foldMs: 500 };
    const committer = new Committer(store, report);
    const connections = new Connections();
    this.context = {
      rooms: new Rooms({ outlet, presence, store, committer, bounds, report }),
      names: new TakenNames(),
      rules: new Rules([], report),
      connections,
      moderation: new Moderation({
        connections,
        recall: async () => undefined,
        store: { readModeration: async () => ({ sanctions: [], rules: [] }), keepDeed: async () => {} },
        idKey: async () => '',
        audit: report,
        report,
      }),
      welcome: '',
      slowMode: new SlowMode(),
      policies: new RoomPolicies([{ name: '*', read: 'everyone', write: 'everyone' }], 'write'),
      limits: new Limits(rate, () => clock.now),
      backlog: new Backlog(),
      admission: { noteFlood: () => 0 },
      acquaintances: { note() {} },
      members: new Members(undefined, async () => ''),
      report,
    };
    this.prune();
  }

  connect(wire: Wire, caller: { identity: Identity; hear: News }): SimulatedSocket {
    const socket = new SimulatedSocket(wire, caller, this);
    this.sockets.add(socket);
    return socket;
  }

  /** A connection is gone, and the relay has noticed. */
  disconnect(socket: SimulatedSocket): void {
    socket.connected = false;
    socket.channels.clear();
    this.sockets.delete(socket);
    socket.connection.close();
  }

  /** Lets go of what is not to be kept, now and every minute. */
  prune(): void {
    const rules = [{ space: '*', room: '*', ...this.settings.retention }];
    const keeper = new Keeper(this.store, rules, {
      onPruned: pruned => this.context.rooms.drop(pruned),
      report: () => {},
    });
    keeper.start();
    this.#keepers.push(keeper);
  }

  /** As `kill -9` does it. */
  end(): void {
    this.store.end();
    for (const keeper of this.#keepers) void keeper.close();
    for (const socket of this.sockets) socket.connected = false;
    this.sockets.clear();
    this.context.rooms.close();
  }

  /** Some packets seem to take long, so that a rest follows. */
  #broadcast(channel: string, ...[event, news]: Parameters<News>): void {
    if (event === 'messages') this.#sendingMs += (news as Changes).rev % LONGEST_SENDING_MS;
    for (const socket of this.sockets) if (socket.channels.has(channel)) socket.emit(event, news);
  }
}
