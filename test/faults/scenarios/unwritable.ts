import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { playTrouble } from './refused.js';
import type { Scenario } from './scenario.js';

export const unwritable: Scenario = {
  name: 'unwritable',
  fault: 'database becomes read-only while the relay runs',
  async play(stage) {
    const marker = join(await stage.folder(), 'read-only');
    const relay = await stage.relay({
      preloads: ['./test/faults/preloads/read-only-while.mjs'],
      env: { READ_ONLY_WHILE: marker },
    });
    const files = [relay.database, `${relay.database}-wal`];
    let how = 'files that may not be changed';
    const begin = () => {
      if (changeFlags('+i', files)) return;
      // Not everyone may protect files so, and not on every disk.
      how = 'by a word to SQLite';
      writeFileSync(marker, '');
    };
    const end = () => {
      changeFlags('-i', files);
      rmSync(marker, { force: true });
    };
    stage.after(end);
    const outcome = await playTrouble(stage, relay, { begin, end });
    return { ...outcome, note: `${how}; ${outcome.note}` };
  },
};

/** Who has a file open for writing keeps it so when its rights change; not when it may not be changed. */
function changeFlags(flags: '+i' | '-i', files: string[]): boolean {
  return spawnSync('chattr', [flags, ...files]).status === 0;
}
