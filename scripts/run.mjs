import { spawn } from 'node:child_process';

/** Runs a command quietly; a failure throws with everything it printed. Resolves to its output. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const shell = process.platform === 'win32';
    const child = spawn(command, args, { shell, ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', chunk => (output += chunk));
    child.stderr.on('data', chunk => (output += chunk));
    child.on('error', reject);
    child.on('close', code => {
      if (code === 0) resolve(output);
      else reject(new Error(`${command} ${args.join(' ')} ended with ${code}:\n${output}`));
    });
  });
}

/** Starts a command and waits until it has printed what `pattern` matches. */
export function startUntil(pattern, command, args, options = {}) {
  // A group of its own: npx starts the command as its child.
  const child = spawn(command, args, { ...options, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise(resolve => child.once('close', resolve));
  const stop = () => {
    if (child.exitCode === null) process.kill(-child.pid, 'SIGTERM');
    return ended;
  };
  let output = '';
  return new Promise((resolve, reject) => {
    const look = chunk => {
      output += chunk;
      const [match] = pattern.exec(output) ?? [];
      if (match) resolve({ match, stop });
    };
    child.stdout.on('data', look);
    child.stderr.on('data', look);
    void ended.then(() => reject(new Error(`${command} ${args.join(' ')} ended early:\n${output}`)));
  });
}
