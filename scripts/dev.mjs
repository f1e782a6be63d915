import { spawn, spawnSync } from 'node:child_process';
import { newestChange } from './prepare/is-built.mjs';

/** `npm run dev`: the relay, built again and restarted when a source changes. Arguments go to the relay. */

const lookEveryMs = 500;
let relay = startRelay();
let built = newestChange();
let isStopping = false;

setInterval(lookForChange, lookEveryMs);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, stop);

function startRelay() {
  const child = spawn(process.execPath, ['dist/server/main.js', '--demo', ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  child.on('exit', code => {
    if (child === relay && code !== 0) console.log('The relay ended. It starts again with the next change.');
  });
  return child;
}

function lookForChange() {
  const changed = newestChange();
  if (changed <= built) return;
  built = changed;
  console.log('Building …');
  if (spawnSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' }).status === 0) restart();
}

function restart() {
  const before = relay;
  const start = () => {
    if (!isStopping) relay = startRelay();
  };
  if (before.exitCode !== null || before.signalCode !== null) return start();
  before.once('exit', start);
  before.kill('SIGTERM');
}

function stop() {
  isStopping = true;
  relay.once('exit', () => process.exit(0));
  if (!relay.kill('SIGTERM')) process.exit(0);
}
