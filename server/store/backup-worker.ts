import { parentPort, workerData } from 'node:worker_threads';
import { backUp } from './sqlite-file.js';
import type { Reply } from './sqlite-worker.js';

const { file, copy } = workerData as { file: string; copy: string };

const reply = (answer: Reply) => parentPort?.postMessage(answer);
try {
  backUp(file, copy);
  reply({ call: 0, result: undefined });
} catch (error) {
  reply({ call: 0, error: (error as Error).message });
}
