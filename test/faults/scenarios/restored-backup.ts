import { execFile } from 'node:child_process';
import { renameSync, rmSync } from 'node:fs';
import { promisify } from 'node:util';
import { secondsOf, sleep } from '../waiting.js';
import type { Scenario } from './scenario.js';

export const restoredBackup: Scenario = {
  name: 'restored-backup',
  fault: 'an older backup put in the place of the database',
  async play(stage) {
    const relay = await stage.relay();
    const proxy = await stage.proxy(relay);
    const workload = await stage.people(proxy.url, { writers: 4, readers: 4 });
    const copy = `${relay.database}-copy`;
    workload.start();
    await sleep(stage.isLong ? 5000 : 1000);
    const kept = workload.sent;
    await promisify(execFile)(process.execPath, ['dist/server/main.js', 'backup', copy], {
      env: { ...process.env, DATABASE_URL: `sqlite:${relay.database}` },
    });
    await sleep(stage.isLong ? 5000 : 1000);
    const recoveredInS = await secondsOf(async () => {
      await relay.kill();
      // Acks that were on their way have arrived after this.
      await sleep(50);
      workload.forgiveAllBut(kept);
      for (const suffix of ['', '-wal', '-shm']) rmSync(relay.database + suffix, { force: true });
      renameSync(copy, relay.database);
      await relay.start();
      await workload.flows();
    });
    const forgiven = workload.drafts.filter(({ isForgiven }) => isForgiven).length;
    const verdict = await stage.judge(relay, workload, { startsAfresh: true });
    return { verdict, recoveredInS, note: `${forgiven} messages were newer than the backup` };
  },
};
