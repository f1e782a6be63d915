import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench, Measurement } from '../../bench.js';
import { withPage, type PageScene } from '../../browser/stage.js';

const ROWS = [1000, 10_000, 50_000];
/** Few enough that each is shown by itself, also where one takes a tenth of a second. */
const PER_SECOND = 5;
/** Messages that are on their way to the page before it is waited for. */
const PORTION = 500;
const SETTLE_MS = 500;

type Subject = 'widget' | 'list';

export const appendRow = (rows: number) => ({
  name: `a message after ${rows.toLocaleString('en')} others`,
  unit: 'ms of the page’s thread',
});

export const heapRow = { name: 'heap after 50,000 messages', unit: 'MB' };

/** What it costs a page to show one more message: script, style, layout and paint. */
export const append: Measurement = {
  name: 'append',
  async measure(bench) {
    const sizes = bench.choose(ROWS, ROWS.slice(0, 1));
    for (let round = 0; round < bench.choose(2, 1); round++) {
      await bench.attempt('append', 'widget', () =>
        withPage(bench, scene => measureWidget(bench, scene, sizes)),
      );
      for (const rows of sizes)
        await bench.attempt('append', 'list', () =>
          withPage(bench, scene => measureList(bench, scene, rows)),
        );
    }
  },
};

/** All messages came while it was open. */
async function measureWidget(bench: Bench, scene: PageScene, sizes: number[]): Promise<void> {
  const { log, site, relayUrl } = scene;
  await log.load(site, 'widget', relayUrl);
  let heard = 0;
  for (const rows of sizes) {
    await feed(scene, heard, rows);
    heard = rows + (await measureAppend(bench, scene, 'widget', rows));
  }
  if (!bench.isQuick) bench.sheet.record(heapRow, 'widget', (await log.heapBytes()) / 1e6);
}

async function measureList(bench: Bench, scene: PageScene, rows: number): Promise<void> {
  const { log, site, relayUrl } = scene;
  await log.load(site, 'list', relayUrl);
  await log.page.evaluate(count => fill(count), rows);
  await measureAppend(bench, scene, 'list', rows);
  if (rows === ROWS.at(-1)) bench.sheet.record(heapRow, 'list', (await log.heapBytes()) / 1e6);
}

/** @returns how many messages were appended */
async function measureAppend(
  bench: Bench,
  { load, log, relay }: PageScene,
  subject: Subject,
  rows: number,
): Promise<number> {
  const seconds = bench.choose(3, 2);
  const count = PER_SECOND * seconds;
  const before = await log.page.evaluate(() => probe.heard);
  await sleep(SETTLE_MS);
  const idleMs = await busyWhile(() => sleep(1000));
  const busyMs = await busyWhile(async () => {
    const pace = { perSecond: PER_SECOND, seconds, writers: 2, graceMs: 5000, lateMs: 30_000 };
    bench.judge(appendRow(rows), relay, await load.tell('pace', pace));
    await log.hears(before + count);
    await sleep(SETTLE_MS);
  });
  const ownMs = busyMs - idleMs * (seconds + SETTLE_MS / 1000);
  bench.sheet.record(appendRow(rows), subject, ownMs / count);
  return count;

  async function busyWhile(work: () => Promise<void>): Promise<number> {
    const began = await log.busyMs();
    await work();
    return (await log.busyMs()) - began;
  }
}

/** Lets messages come until there were so many. */
async function feed({ load, log }: PageScene, from: number, to: number): Promise<void> {
  for (let heard = from; heard < to; heard += PORTION) {
    const messages = Math.min(PORTION, to - heard);
    await load.tell('talk', { inFlight: 10, seconds: 60, messages });
    await log.hears(heard + messages);
  }
}
