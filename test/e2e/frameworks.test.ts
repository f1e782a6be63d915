import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { build } from 'esbuild';
import type { Browser, WebSocket } from 'playwright-core';
import { launchChromium } from '../support/browser.js';
import { openHostPage } from '../support/host-page.js';
import { startRelay } from '../support/relay.js';

let browser: Browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser.close());

async function bundled(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    jsx: 'automatic',
    // The package says of its built files which of them do something by being imported.
    ignoreAnnotations: true,
    alias: { 'awesome-chat': './widget/define.ts' },
    define: {
      'process.env.NODE_ENV': '"production"',
      __VUE_OPTIONS_API__: 'false',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    },
  });
  return outputFiles[0]!.text;
}

for (const [name, entry] of [
  ['React', 'demo/react/app.tsx'],
  ['Vue', 'demo/vue/app.ts'],
] as const) {
  test(`${name} sets properties, hears events, changes the room, and leaves no socket behind`, async t => {
    const { url } = await startRelay(t);
    const code = (await bundled(entry)).replaceAll('http://localhost:3000/', url);
    const html = '<!doctype html><title>App</title><div id="app"></div><script src="/app.js"></script>';
    const sockets: WebSocket[] = [];
    const context = await browser.newContext();
    t.after(() => context.close());
    context.on('page', page => page.on('websocket', socket => sockets.push(socket)));
    const { page, complaints } = await openHostPage(t, context, html, { files: { '/app.js': code } });
    await page.getByRole('heading', { name }).waitFor();
    const field = page.getByRole('textbox');
    await field.fill('Hello');
    await field.press('Enter');
    await page.getByText('Heard: Hello').waitFor();

    await page.getByRole('combobox').selectOption('kitchen');
    await page.getByText('No messages yet').waitFor();

    const gone = Promise.all(
      sockets.filter(socket => !socket.isClosed()).map(socket => socket.waitForEvent('close')),
    );
    await page.getByRole('button', { name: 'Leave' }).click();
    await gone;
    assert.equal(await page.locator('awesome-chat').count(), 0);

    await page.getByRole('button', { name: 'Come back' }).click();
    await page.getByText('No messages yet').waitFor();
    assert.deepEqual(complaints, []);
  });
}
