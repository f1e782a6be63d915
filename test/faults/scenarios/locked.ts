import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { playTrouble } from './refused.js';
import type { Scenario } from './scenario.js';

/** Another program that holds a database until it ends. */
const HOLDER = `
  import Database from 'libsql';
  const db = new Database(process.argv[1]);
  db.exec('PRAGMA busy_timeout = 5000; BEGIN EXCLUSIVE');
  console.log('held');
  setInterval(() => {}, 1000);`;

export const locked: Scenario = {
  name: 'locked',
  fault: 'database locked by another program',
  async play(stage) {
    const relay = await stage.relay();
    let holder: ChildProcess | undefined;
    const end = () => holder?.kill('SIGKILL');
    stage.after(end);
    const begin = async () => {
      holder = spawn(process.execPath, ['--input-type=module', '-e', HOLDER, relay.database], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const [said] = await Promise.race([once(holder.stdout!, 'data'), once(holder, 'exit')]);
      if (typeof said === 'number') throw new Error('The database could not be locked.');
    };
    return playTrouble(stage, relay, { begin, end });
  },
};
