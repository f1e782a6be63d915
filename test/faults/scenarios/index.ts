import { ackLost } from './ack-lost.js';
import { diskFull } from './disk-full.js';
import { flapping } from './flapping.js';
import { frozenClient } from './frozen-client.js';
import { frozenRelay } from './frozen-relay.js';
import { halfOpen } from './half-open.js';
import { joinRace } from './join-race.js';
import { kill } from './kill.js';
import { locked } from './locked.js';
import { readOnly } from './read-only.js';
import { restoredBackup } from './restored-backup.js';
import type { Scenario } from './scenario.js';
import { slowReader } from './slow-reader.js';
import { storm } from './storm.js';
import { unwritable } from './unwritable.js';
import { widgets } from './widgets.js';

/** All faults, in the order of the table. */
export const SCENARIOS: Scenario[] = [
  kill,
  ackLost,
  flapping,
  halfOpen,
  frozenRelay,
  frozenClient,
  slowReader,
  storm,
  joinRace,
  diskFull,
  locked,
  unwritable,
  readOnly,
  restoredBackup,
  widgets,
];
