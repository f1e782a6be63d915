import { percentile } from '../../../test/faults/measure/percentile.js';
import type { Bench, Measurement } from '../../bench.js';
import { withPage, type PageScene } from '../../browser/stage.js';

/** About a cheap telephone, seen from the machine of a developer. */
const SLOWER = 4;
const HISTORY = 50;
const TEXT = 'The quick brown fox jumps over the lazy dog. ';
/** Of an interaction that took less than what the browser tells of, in ms. */
const LEAST_MS = 16;

export const slowRow = (figure: 'first message' | 'interaction p98' | 'layout shift') => ({
  name: `four times slower, ${figure}`,
  unit: figure === 'layout shift' ? 'CLS' : 'ms',
});

/** A machine four times slower: until something is there to read, and how it feels to write while others do too. */
export const slowMachine: Measurement = {
  name: 'slow-machine',
  async measure(bench) {
    for (let round = 0; round < bench.choose(2, 1); round++)
      await bench.attempt('slow-machine', 'widget', () =>
        withPage(bench, scene => measureSlow(bench, scene)),
      );
  },
};

async function measureSlow(bench: Bench, scene: PageScene): Promise<void> {
  const { load, log, site, relayUrl } = scene;
  await load.tell('talk', { inFlight: 1, seconds: 30, messages: HISTORY });
  await log.slowDown(SLOWER);
  await log.load(site, 'widget', relayUrl);
  await log.page.waitForFunction(() => probe.firstMessageMs !== undefined);
  const firstMessageMs = await log.page.evaluate(() => probe.firstMessageMs ?? NaN);
  bench.sheet.record(slowRow('first message'), 'widget', firstMessageMs);
  const durations = await write(bench, scene);
  bench.sheet.record(slowRow('interaction p98'), 'widget', percentile(durations, 98));
  const shift = await log.page.evaluate(() => probe.layoutShift);
  bench.sheet.record(slowRow('layout shift'), 'widget', shift);
}

/** Types and sends some messages while ten others come every second. @returns how long each interaction took */
async function write(bench: Bench, { load, log }: PageScene): Promise<number[]> {
  const [messages, seconds] = [bench.choose(4, 1), bench.choose(12, 3)];
  const others = load.tell('pace', { perSecond: 10, seconds, writers: 5, graceMs: 5000 });
  const field = log.page.getByRole('textbox', { name: /message/i });
  await field.click();
  let interactions = 1;
  for (let message = 0; message < messages; message++) {
    await field.pressSequentially(TEXT, { delay: 40 });
    await field.press('Enter');
    interactions += TEXT.length + 1;
  }
  await others;
  const told = await log.page.evaluate(() => probe.interactions);
  if (told.length > interactions) throw new Error('more interactions were told than there were');
  const untold = Array.from({ length: interactions - told.length }, () => LEAST_MS);
  return [...told, ...untold];
}
