import type { Measurement } from '../bench.js';
import { connects, reconnects } from './connects.js';
import { fanOut } from './fan-out.js';
import { idle } from './idle.js';
import { manyRooms } from './many-rooms.js';
import { connectionMemory } from './memory.js';
import { lowLoad, openLoop } from './open-loop.js';
import { profile } from './profile.js';
import { lastPage, writing } from './store.js';
import { append } from './widget/append.js';
import { burst } from './widget/burst.js';
import { slowMachine } from './widget/slow-machine.js';
import { wire } from './widget/wire.js';

/** All that is measured, in this order. */
export const MEASUREMENTS: Measurement[] = [
  fanOut,
  openLoop,
  lowLoad,
  manyRooms,
  connects,
  reconnects,
  connectionMemory,
  idle,
  writing,
  lastPage,
  profile,
  wire,
  append,
  burst,
  slowMachine,
];
