import type { Measurement } from '../bench.js';
import { connects, reconnects } from './connects.js';
import { fanOut } from './fan-out.js';
import { lowLoad, openLoop } from './open-loop.js';

/** All that is measured, in this order. */
export const MEASUREMENTS: Measurement[] = [fanOut, openLoop, lowLoad, connects, reconnects];
