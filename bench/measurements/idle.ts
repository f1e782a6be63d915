import { setTimeout as sleep } from 'node:timers/promises';
import { relayLines } from '../../scripts/size/relay-figures.js';
import type { Measurement } from '../bench.js';
import { RelayProcess } from '../relays/relay-process.js';

const SETTLE_MS = 1000;

export const idleRow = (figure: 'cold start' | 'memory' | 'lines') => ({
  name: `a relay that nobody has come to, ${figure}`,
  unit: figure === 'memory' ? 'MB' : figure === 'lines' ? 'lines' : 'ms',
});

/** From starting a relay until it says where it listens, and what it takes when it then has nothing to do. */
export const idle: Measurement = {
  name: 'idle',
  async measure(bench) {
    const options = { rounds: bench.choose(3, 1) };
    const measure = async (contestant: RelayProcess['name']) => {
      const relay = new RelayProcess(contestant);
      try {
        const began = performance.now();
        await relay.start();
        bench.sheet.record(idleRow('cold start'), contestant, performance.now() - began);
        await sleep(SETTLE_MS);
        bench.sheet.record(idleRow('memory'), contestant, relay.residentBytes / 1e6);
      } finally {
        await relay.end();
      }
    };
    await bench.inTurns('idle', measure, options);
    bench.sheet.record(idleRow('lines'), 'durable', relayLines());
  },
};
