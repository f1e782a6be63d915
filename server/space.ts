import type { ExtendedError, Namespace, Server, Socket as AnySocket } from 'socket.io';
import type { ClientToRelay, RelayToClient } from '../protocol/events.js';
import { answerOf, Refused } from '../protocol/refusals.js';
import { Acquaintances } from './acquaintances.js';
import type { Admission } from './admission.js';
import { tellFaults } from './bad-token.js';
import type { Backlog } from './backlog.js';
import { Connection, type RelayContext } from './connection.js';
import { Connections } from './connections.js';
import { dispatch, dispatchTutorial } from './dispatch.js';
import { broadcastBySocketIo, broadcastDirectly } from './direct-frames.js';
import { FanOut } from './fan-out.js';
import { asKnown } from './identity.js';
import { readHandshake, type Door, type Newcomer } from './handshake.js';
import { Limits } from './limits.js';
import { Members } from './members.js';
import type { Settings, SpaceSettings } from './options.js';
import { Moderation } from './moderation/moderation.js';
import { isAllowedOrigin } from './origins.js';
import { RoomPolicies } from './rights.js';
import type { RoomContext } from './room.js';
import type { RoomsInMemory } from './rooms-in-memory.js';
import { Rooms } from './rooms.js';
import { Rules, type MessageRule } from './rules.js';
import { SlowMode } from './slow-mode.js';
import type { AuditEntry, ModerationStore, PeopleStore, Pruned } from './store/store.js';
import { MAX_VERIFIED, TakenNames } from './taken-names.js';
import type { TokenRules } from './tokens.js';
import { greet, TUTORIAL_ROOM, TutorialOutlet } from './tutorial.js';

/** A reload or a lost link takes less than this, a goodbye longer. In ms. */
const LEAVE_GRACE_MS = 4000;
/** Comings and goings within this become one notice. In ms. */
const NOTICE_FOLD_MS = 500;

type Report = (error: unknown) => void;
type SpaceNamespace = Namespace<ClientToRelay, RelayToClient>;

/** What a space needs of the rest of the relay. */
export interface Backing extends Pick<RoomContext, 'store' | 'committer' | 'report'> {
  /** The site's own rules for messages. */
  use?: readonly MessageRule[] | undefined;
  people: PeopleStore;
  moderation: ModerationStore;
  /** Hears of all that moderators do. */
  audit: (entry: AuditEntry) => void;
  /** What the public ids of members are hashed with. */
  idKey: () => Promise<string>;
  /** Sees every connection before it is answered. */
  onConnection?: ((connection: Connection) => void) | undefined;
}

/** What all spaces of a relay share. */
export interface Surroundings {
  io: Server<ClientToRelay, RelayToClient>;
  admission: Admission;
  backlog: Backlog;
  backing: Backing;
  memory: RoomsInMemory;
  /** How messages go out is the same for all. */
  direct: boolean;
}

/** A space's own settings, and its name; '' is that of namespace `/`, where alone the tutorial's dialect is spoken. */
export interface SpaceSetup extends SpaceSettings, Pick<Settings, 'tutorial'> {
  space: string;
}

/** A chat of its own within the relay: its namespace, people, rooms, names and limits. Nothing crosses. */
export class Space {
  readonly name: string;
  readonly rooms: Rooms;
  readonly moderation: Moderation;
  readonly #setup: SpaceSetup;
  readonly #surroundings: Surroundings;
  readonly #relay: RelayContext & { acquaintances: Acquaintances };
  readonly #door: Door;
  readonly #newcomers = new WeakMap<object, Newcomer>();
  #namesAreKept: Promise<void> | undefined;

  constructor(setup: SpaceSetup, surroundings: Surroundings) {
    this.#setup = setup;
    this.#surroundings = surroundings;
    const { report } = surroundings.backing;
    const namespace = surroundings.io.of(`/${setup.space}`);
    this.#relay = createContext(namespace, setup, surroundings);
    this.name = setup.space;
    this.rooms = this.#relay.rooms;
    this.moderation = this.#relay.moderation;
    const { members, acquaintances } = this.#relay;
    this.#door = { ...setup, members, acquaintances };
    const tell = tellFaults(report);
    namespace.use((socket, next) => {
      this.#admit(socket as AnySocket).then(
        () => next(),
        (error: unknown) => {
          tell(error);
          next(asConnectError(error, report));
        },
      );
    });
    namespace.on('connection', socket => this.#receive(socket as AnySocket));
  }

  /** Forgets somebody, as far as they are not in the store yet. They are new once they write again. */
  async forget(person: string): Promise<void> {
    this.moderation.forget(person);
    this.#relay.names.release(person);
    await this.#relay.acquaintances.forget(person);
  }

  /** The store has let go of a room's oldest. */
  drop(pruned: Pruned): void {
    this.rooms.drop(pruned);
  }

  /** Keeps what is not kept yet. Its connections are closed by then. */
  async close(): Promise<void> {
    this.rooms.close();
    this.moderation.close();
    await this.#relay.acquaintances.close();
  }

  async #admit(socket: AnySocket): Promise<void> {
    const { origin, host } = socket.request.headers;
    if (!isAllowedOrigin(origin, host, this.#setup.origins)) throw new Refused('bad-origin');
    this.#surroundings.admission.check(socket.request);
    const newcomer = await readHandshake(socket, this.#door);
    const address = this.#surroundings.admission.addressOf(socket.request);
    const { moderation, names } = this.#relay;
    await moderation.admit(newcomer.identity, address);
    await (this.#namesAreKept ??= this.#keepNames());
    // Who may not speak shall not do it by names.
    const isMuted = moderation.isMuted(newcomer.identity, address);
    const identity = names.settle(isMuted ? asKnown(newcomer.identity) : newcomer.identity);
    this.#newcomers.set(socket, { ...newcomer, identity });
  }

  /** The names of verified people who were here before this start are still theirs. */
  async #keepNames(): Promise<void> {
    const { acquaintances, names } = this.#relay;
    const people = await acquaintances.verified(MAX_VERIFIED);
    // The next who comes asks again.
    if (!people) this.#namesAreKept = undefined;
    for (const person of people ?? []) names.keep({ ...person, verified: true });
  }

  #receive(socket: AnySocket): void {
    const { identity, dialect } = this.#newcomers.get(socket)!;
    const { admission, backing } = this.#surroundings;
    const address = admission.addressOf(socket.request);
    const connection = new Connection(socket, { identity, dialect, address }, this.#relay);
    socket.once('disconnect', () => connection.close());
    this.#relay.connections.add(connection);
    connection.claimName();
    this.#relay.moderation.meet(connection);
    backing.onConnection?.(connection);
    if (dialect === 'current') dispatch(connection);
    else receiveTutorialClient(connection);
  }
}

function createContext(
  namespace: SpaceNamespace,
  setup: SpaceSetup,
  { admission, backing, backlog, direct, memory }: Surroundings,
): RelayContext & { acquaintances: Acquaintances } {
  const { guests, notices, rate, rooms, space, tutorial, welcome } = setup;
  const presence = { namedUpTo: notices, graceMs: LEAVE_GRACE_MS, foldMs: NOTICE_FOLD_MS };
  const broadcast = direct ? broadcastDirectly(namespace) : broadcastBySocketIo(namespace);
  const connections = new Connections();
  const acquaintances = new Acquaintances(backing.people, backing.report, space);
  const recall = (id: string) => acquaintances.recall(id);
  const outlet = new FanOut(broadcast, tutorial ? [new TutorialOutlet(namespace)] : []);
  return {
    rooms: new Rooms({ ...backing, outlet, presence }, space, memory),
    names: new TakenNames(rooms.flatMap(({ words = {} }) => Object.values(words))),
    welcome,
    slowMode: new SlowMode(),
    policies: new RoomPolicies(rooms, guests),
    limits: new Limits(rate),
    admission,
    backlog,
    connections,
    moderation: new Moderation({ ...backing, store: backing.moderation, recall, connections }, space),
    rules: new Rules(backing.use ?? [], backing.report, space),
    acquaintances,
    members: new Members(tokenRulesOf(setup), backing.idKey, space),
    report: backing.report,
  };
}

/** How tokens are checked. Undefined: there are none. */
function tokenRulesOf({
  tokenSecret: secrets,
  tokenKey,
  tokenAudience: audience,
  tokenIssuer: issuer,
}: SpaceSettings): TokenRules | undefined {
  const keys = secrets ? ({ algorithm: 'HS256', secrets } as const) : tokenKey;
  return keys && { keys, audience, issuer };
}

function receiveTutorialClient(connection: Connection): void {
  const { socket, person, relay } = connection;
  try {
    connection.enter(TUTORIAL_ROOM);
  } catch {
    socket.disconnect(true); // the relay is full, or has no such room, and this dialect has no word for it
    return;
  }
  greet(socket, person, relay.policies.of(TUTORIAL_ROOM)?.welcome ?? relay.welcome);
  dispatchTutorial(connection);
}

/** A refused handshake reaches the client as `connect_error` with these words as its data. */
function asConnectError(error: unknown, report: Report): ExtendedError {
  if (!(error instanceof Refused)) report(error);
  const refused = error instanceof Refused ? error : new Refused('unavailable');
  return Object.assign(new Error(refused.refusal), { data: answerOf(refused) });
}
