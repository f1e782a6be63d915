import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { engine, launchEngine, until, type Tab, type Wishes } from '../support/engines/tab.js';
import { serveSite } from '../support/host-page.js';
import { startRelay } from '../support/relay.js';
import { serveSilence } from '../support/silence.js';

// What visitors have asked their systems for, in whatever engine TEST_ENGINE names: see scripts/browsers.ts.

async function openAs(t: TestContext, wishes: Wishes, options = ''): Promise<Tab> {
  const { url } = await startRelay(t);
  const browser = await launchEngine(wishes);
  t.after(() => browser.close());
  const tab = await browser.newTab();
  await tab.open(
    await serveSite(t, `<!doctype html><body><script src="${url}awesome-chat.js" ${options}></script>`),
  );
  return tab;
}

for (const reducedMotion of [true, false])
  test(`what moves while it connects, with ${reducedMotion ? 'less' : 'all'} motion`, async t => {
    const tab = await openAs(t, { reducedMotion }, `data-relay="${await serveSilence(t)}"`);
    await until(tab, () => document.querySelector('awesome-chat')?.status === 'connecting');
    assert.equal(await tab.run(() => matchMedia('(prefers-reduced-motion)').matches), reducedMotion);
    const moving = await tab.run(() => {
      const { shadowRoot } = document.querySelector('awesome-chat')!;
      return shadowRoot!.getAnimations().map(animation => (animation as CSSAnimation).animationName);
    });
    assert.deepEqual(moving, reducedMotion ? [] : ['turn']);
  });

// WebKit has no forced colours.
if (engine !== 'webkit')
  test('with forced colours, messages and buttons keep their outline', async t => {
    const tab = await openAs(t, { forcedColors: true });
    await until(tab, () => document.querySelector('awesome-chat')?.status === 'online');
    assert.ok(await tab.run(() => matchMedia('(forced-colors: active)').matches));
    await tab.run(() => void document.querySelector('awesome-chat')!.send('Hello'));
    await until(
      tab,
      () => document.querySelector('awesome-chat')!.shadowRoot!.querySelector('[part=body]') !== null,
    );
    const borders = await tab.run(() =>
      ['[part=body]', '[part=send]', '.name', '.field'].map(selector => {
        const { shadowRoot } = document.querySelector('awesome-chat')!;
        const { borderTopColor, borderTopWidth } = getComputedStyle(shadowRoot!.querySelector(selector)!);
        return `${borderTopColor} ${borderTopWidth}`;
      }),
    );
    for (const border of borders) assert.match(border, /^(?!rgba\(.* 0\) |.*\/ 0\) |transparent).* [1-9]/);
  });
