import { launchChromium } from '../../support/browser.js';
import { WidgetClient } from '../clients/widget-client.js';
import { secondsOf, sleep } from '../waiting.js';
import type { Scenario } from './scenario.js';

export const widgets: Scenario = {
  name: 'widgets',
  fault: 'widgets in Chromium: links cut and half-open, relay killed',
  async play(stage) {
    const rounds = stage.isLong ? 12 : 2;
    const relay = await stage.relay();
    const proxy = await stage.proxy(relay);
    const browser = await launchChromium();
    stage.after(() => browser.close());
    const workload = await stage.people(proxy.url, { writers: 2, readers: 1, pauseMs: 60 });
    for (const name of ['widget-0', 'widget-1']) {
      workload.addWriter(await WidgetClient.open(browser, proxy.url, name), stage.random.fork());
    }
    await workload.flows();
    workload.start();
    const faults: (() => unknown)[] = [
      () => proxy.cut(),
      () => proxy.halfOpen(),
      async () => {
        await relay.kill();
        await relay.start();
      },
    ];
    let recoveredInS = 0;
    for (let round = 0; round < rounds * faults.length; round++) {
      await sleep(stage.random.between(300, 1200));
      const seconds = await secondsOf(async () => {
        await faults[round % faults.length]!();
        await workload.flows();
      });
      recoveredInS = Math.max(recoveredInS, seconds);
    }
    const note = `${rounds} times each`;
    return { verdict: await stage.judge(relay, workload), recoveredInS, note };
  },
};
