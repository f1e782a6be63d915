import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { mountSmallDisk, remount } from '../small-disk.js';
import { secondsOf } from '../waiting.js';
import type { Scenario } from './scenario.js';

export const readOnly: Scenario = {
  name: 'read-only',
  fault: 'database cannot be written when the relay starts',
  async play(stage) {
    const folder = await stage.folder();
    const unmount = mountSmallDisk(folder, 64);
    if (unmount) stage.after(unmount);
    const relay = await stage.relay({ database: join(folder, 'chat.db') });
    const workload = await stage.people(relay.url, { writers: 3, readers: 3 });
    workload.start();
    await workload.hasSent(50);
    await relay.kill();
    const setWritable = (isWritable: boolean) =>
      unmount ? remount(folder, isWritable ? 'rw' : 'ro') : chmodSync(folder, isWritable ? 0o700 : 0o500);
    setWritable(false);
    const said = await relay.start().then(
      () => 'nothing',
      (error: Error) => error.message,
    );
    if (!/cannot be opened: .+ Give this user the right to/.test(said))
      stage.complaints.push(`the relay said: ${said}`);
    setWritable(true);
    const recoveredInS = await secondsOf(async () => {
      await relay.start();
      await workload.flows();
    });
    const note = 'it says so in a sentence, and does not start';
    return { verdict: await stage.judge(relay, workload), recoveredInS, note };
  },
};
