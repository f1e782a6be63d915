import { setImmediate as realImmediate } from 'node:timers';
import { ACTIONS, type ActionName } from './actions.js';
import { check } from './checker.js';
import { Client } from './client.js';
import { Random } from './random.js';
import { World, type Variant } from './world.js';

/** Longer than anything takes that is still under way when nothing goes wrong any more, in ms. */
const QUIET_MS = 150_000;
const ROUND_TRIP_MS = 5000;

/** Unhandled rejections come to whoever runs now. */
let running: World | undefined;
process.on('unhandledRejection', error => {
  if (!running) throw error;
  running.complain(`nobody handles ${error instanceof Error ? error.stack : String(error)}`);
});

/** Runs one schedule. @returns what went wrong in it */
export async function runSchedule(
  seed: number,
  variant: Variant,
  write?: (line: string) => void,
): Promise<string[]> {
  const world = new World(seed, variant, write);
  world.trace(() => `conditions ${JSON.stringify(world.conditions)}`);
  const uninstall = install(world, seed);
  running = world;
  try {
    world.begin();
    await act(world);
    await heal(world);
    check(world, await readAfresh(world));
    if (world.complaints.length === 0) await writeAgain(world);
    await new Promise(resolve => realImmediate(resolve));
  } catch (error) {
    world.complain(`it throws ${error instanceof Error ? error.stack : String(error)}`);
  } finally {
    uninstall();
  }
  return world.complaints;
}

/** Puts the world's time and chance in place of the real ones. @returns what undoes it */
function install(world: World, seed: number): () => void {
  const uninstall = world.clock.install();
  const random = new Random(~seed);
  crypto.getRandomValues = bytes => {
    const list = bytes as unknown as Uint8Array;
    for (let index = 0; index < list.length; index++) list[index] = random.between(0, 255);
    return bytes;
  };
  return () => {
    uninstall();
    Reflect.deleteProperty(crypto, 'getRandomValues');
  };
}

async function act(world: World): Promise<void> {
  const { random, conditions } = world;
  const hat = conditions.weights.flatMap(([name, weight]) => Array<ActionName>(weight).fill(name));
  for (let action = 0; action < conditions.actions; action++) {
    const name = random.pick(hat);
    world.trace(() => `-- ${name}`);
    ACTIONS[name](world);
    await world.clock.pass(world.pauseMs ?? random.between(0, conditions.pauseMs));
    world.pauseMs = undefined;
  }
}

/** Nothing goes wrong any more: everything has to find its way back by itself. */
async function heal(world: World): Promise<void> {
  world.trace(() => '-- heal');
  Object.assign(world.trouble, { slowMs: 2, commitFailure: 0, readFailure: 0, trap: undefined });
  const lost = world.weather.loss > 0;
  Object.assign(world.weather, { delayMs: 10, duplication: 0, loss: 0 });
  world.conditions.bounds.rooms = Infinity;
  world.start();
  await world.clock.pass(QUIET_MS);
  // A packet that was lost is noticed with the next.
  if (lost) await writeInEachRoom(world);
}

async function writeInEachRoom(world: World): Promise<void> {
  for (const client of newcomers(world, 'last-writer')) client.send(world.newText());
  await world.clock.pass(2 * ROUND_TRIP_MS);
}

/** Everyone looks at all there is; so do newcomers, who have never known anything else. */
async function readAfresh(world: World): Promise<Client[]> {
  const fresh = newcomers(world, 'newcomer');
  await world.clock.pass(ROUND_TRIP_MS);
  for (;;) {
    const unfinished = [...world.clients, ...fresh].filter(isUnfinished);
    if (unfinished.length === 0) return fresh;
    const before = unfinished.map(({ room }) => room.replica.messages.length);
    for (const { room } of unfinished) {
      void room.loadOlder();
      void (room.replica.messages.length > 0 ? room.loadNewer() : room.goToNewest());
    }
    await world.clock.pass(1000);
    const isStuck = unfinished.every((client, index) => {
      return isUnfinished(client) && client.room.replica.messages.length === before[index];
    });
    if (isStuck) return fresh;
  }
}

function isUnfinished({ room: { replica } }: Client): boolean {
  return replica.hasOlder || replica.hasNewer;
}

/** However bad it was, it works as on the first day. */
async function writeAgain(world: World): Promise<void> {
  const sendings = world.clients.map(client => client.send(world.newText()));
  await world.clock.pass(2 * ROUND_TRIP_MS);
  const unsent = sendings.filter(({ outcome }) => outcome !== 'sent');
  for (const { text } of unsent) world.complain(`"${text}" does not go out, though all is well`);
  check(world, []);
}

function newcomers(world: World, name: string): Client[] {
  return world.conditions.rooms.map(room => new Client(`${name}-in-${room}`, world, room));
}
