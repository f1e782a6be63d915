// What `--import tsx` does not do by itself on Node 20: TypeScript in worker threads too.
import { isMainThread } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

if (!isMainThread) register();
