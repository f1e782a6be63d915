// What `--import tsx` does not do by itself on Node 20: TypeScript in worker threads too. It takes tsx half a second of a
// processor for each thread, and nearly every test has one: the suites compile what runs in threads once, into the folder
// that COMPILED_THREADS names.
import { existsSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import threads, { isMainThread } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

const folder = process.env['COMPILED_THREADS'];

if (!isMainThread) register();
else if (folder) {
  threads.Worker = class extends threads.Worker {
    constructor(script, options) {
      const compiled = join(folder, basename(`${script}`).replace(/\.ts$/, '.js'));
      if (existsSync(compiled)) super(pathToFileURL(compiled), { ...options, execArgv: [] });
      else super(script, options);
    }
  };
  syncBuiltinESMExports();
}
