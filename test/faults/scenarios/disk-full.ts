import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { limitFiles, mountSmallDisk } from '../small-disk.js';
import { playTrouble } from './refused.js';
import type { Scenario } from './scenario.js';

const DISK_MB = 16;
/** Less than a database with a hundred messages and its journal take. */
const FILE_LIMIT_BYTES = 128 * 1024;

export const diskFull: Scenario = {
  name: 'disk-full',
  fault: 'disk full',
  async play(stage) {
    const folder = await stage.folder();
    // A disk of its own, which is really full, where that may be mounted; else a limit on the size of files.
    const unmount = mountSmallDisk(folder, DISK_MB);
    if (unmount) stage.after(unmount);
    const relay = await stage.relay({ database: join(folder, 'chat.db') });
    const ballast = join(folder, 'ballast');
    const trouble = unmount
      ? { begin: () => fillUp(ballast), end: () => rmSync(ballast) }
      : {
          begin: () => limitFiles(relay.pid, FILE_LIMIT_BYTES),
          end: () => limitFiles(relay.pid, 'unlimited'),
        };
    const outcome = await playTrouble(stage, relay, trouble);
    const how = unmount ? 'a real one' : 'by a limit on the size of files';
    return { ...outcome, note: `${how}; ${outcome.note}` };
  },
};

/** Takes all the room that there is. */
function fillUp(file: string): void {
  const block = Buffer.alloc(64 * 1024);
  try {
    for (;;) writeFileSync(file, block, { flag: 'a' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
}
