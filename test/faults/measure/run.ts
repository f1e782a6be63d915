import { Stage } from '../stage.js';
import { measureLatency } from './latency.js';
import { measureMillion } from './million.js';
import { measureStalls } from './stalls.js';

/** What `docs/reliability.md` states in numbers, measured again: `node --import tsx test/faults/measure/run.ts`. */
const stage = new Stage({ seed: 1, isLong: true });
try {
  console.log('| ms | ack p50 | ack p99 | delivery p50 | delivery p99 |');
  for (const line of await measureLatency(stage)) console.log(line);
  console.log(await measureStalls(stage));
  for (const line of await measureMillion(stage)) console.log(line);
} finally {
  await stage.end();
}
process.exit();
