import type { Bench, Measurement } from '../../bench.js';
import { withPage, type PageScene } from '../../browser/stage.js';

const PER_SECOND = 1000;

export const burstRow = (figure: 'dropped frames' | 'longest task' | 'long tasks') => ({
  name: `1,000 messages/s for 5 s, ${figure}`,
  unit: figure === 'longest task' ? 'ms' : figure === 'long tasks' ? 'tasks' : 'frames',
});

/** Whether a page still moves while more is said than anyone can read. */
export const burst: Measurement = {
  name: 'burst',
  async measure(bench) {
    for (let round = 0; round < bench.choose(2, 1); round++)
      for (const subject of ['widget', 'list'] as const)
        await bench.attempt('burst', subject, () =>
          withPage(bench, scene => measureBurst(bench, scene, subject)),
        );
  },
};

async function measureBurst(bench: Bench, scene: PageScene, subject: 'widget' | 'list'): Promise<void> {
  const { load, log, relay, site, relayUrl } = scene;
  const seconds = bench.choose(5, 1);
  await log.load(site, subject, relayUrl);
  const still = await log.page.evaluate(ms => probe.countFrames(ms), 1000);
  if (still.dropped > 0)
    bench.sheet.note(
      burstRow('dropped frames').name,
      `${still.dropped} a second also where nothing happened`,
    );
  await log.page.evaluate(() => probe.longTasks.splice(0));
  const counting = log.page.evaluate(ms => probe.countFrames(ms), seconds * 1000);
  const pace = { perSecond: PER_SECOND, seconds, writers: 10, graceMs: 5000, lateMs: 30_000 };
  const heard = await load.tell('pace', pace);
  const frames = await counting;
  await log.hears(PER_SECOND * seconds);
  const longTasks = await log.page.evaluate(() => probe.longTasks);
  bench.sheet.record(burstRow('dropped frames'), subject, frames.dropped);
  bench.sheet.record(burstRow('long tasks'), subject, longTasks.length);
  bench.sheet.record(burstRow('longest task'), subject, Math.max(0, ...longTasks));
  bench.judge(burstRow('dropped frames'), relay, heard);
}
