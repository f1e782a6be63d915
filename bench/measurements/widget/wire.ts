import { bytesUntilFirstMessage } from '../../../scripts/size/wire.js';
import type { Measurement } from '../../bench.js';

export const wireRow = { name: 'on the wire until the first message is shown', unit: 'kB' };

/** All bytes between browser and relay, with an empty cache, both ways, headers included. */
export const wire: Measurement = {
  name: 'wire',
  async measure(bench) {
    bench.sheet.record(wireRow, 'widget', (await bytesUntilFirstMessage()) / 1000);
  },
};
