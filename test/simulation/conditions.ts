import type { Rate } from '../../server/rates.js';
import type { Bounds } from '../../server/room.js';
import type { Retention } from '../../server/store/store.js';
import { ACTIONS, type ActionName } from './actions.js';
import type { Trouble } from './disk-store.js';
import type { Random } from './random.js';
import type { Weather } from './wire.js';

/** What one schedule is like. */
export interface Conditions {
  clients: number;
  rooms: string[];
  /** How many things happen, and how long the pauses between them mostly are, in ms. */
  actions: number;
  pauseMs: number;
  pageLimit: number;
  retention: Retention;
  rate: Rate | undefined;
  bounds: Bounds;
  weather: Weather;
  trouble: Trouble;
  weights: [ActionName, number][];
}

/**
 * Draws conditions that differ much from schedule to schedule: most of what may happen does not happen at all in
 * many of them, so that what remains happens often (https://www.cs.utah.edu/~regehr/papers/swarm12.pdf).
 */
export function drawConditions(random: Random): Conditions {
  const rooms = ['lobby', 'kitchen', 'garden'].slice(0, random.pick([1, 1, 2, 3]));
  const sometimes = (probability: number, value: number) => (random.chance(probability) ? value : 0);
  return {
    clients: random.between(2, 5),
    rooms,
    actions: random.pick([15, 40, 80]),
    pauseMs: random.pick([5, 50, 500]),
    pageLimit: random.pick([1, 2, 3, 8, 50]),
    retention: drawRetention(random),
    rate: random.chance(0.1) ? { count: 1, perMs: 500, burst: 3 } : undefined,
    bounds: {
      rooms: random.between(1, 3),
      recent: random.pick([1, 3, 6, 1000]),
      catchUpRevisions: random.pick([4, 20, 10_000]),
    },
    weather: {
      delayMs: random.pick([0, 5, 50, 500]),
      duplication: sometimes(0.3, 0.1),
      loss: sometimes(0.2, 0.1),
    },
    trouble: {
      slowMs: random.pick([0, 3, 30, 300, 6000]),
      commitFailure: sometimes(0.2, 0.2),
      readFailure: sometimes(0.2, 0.1),
    },
    weights: drawWeights(random),
  };
}

function drawRetention(random: Random): Retention {
  return random.pick<Retention>([
    {},
    {},
    {},
    { maxCount: random.between(0, 3) },
    { maxCount: random.between(4, 12) },
    { maxAgeMs: random.pick([1000, 60_000]) },
  ]);
}

function drawWeights(random: Random): [ActionName, number][] {
  const names = Object.keys(ACTIONS) as ActionName[];
  const others = names.map(name => [name, random.chance(0.5) ? 0 : random.between(1, 3)] as const);
  return [
    ['send', random.between(4, 12)],
    ...others.map(([name, weight]): [ActionName, number] => [name, weight]),
  ];
}
