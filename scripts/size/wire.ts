import { createServer, type AddressInfo } from 'node:net';
import { createServer as createHttpServer } from 'node:http';
import { connect } from 'node:net';
import { launchChromium } from '../../test/support/browser.js';
import { startRelayProcess } from '../relay-process.js';

/**
 * Bytes between a browser and the relay, both ways and headers included, from an empty cache until the first
 * message is shown. The page comes from elsewhere and is not counted; neither is TLS.
 */
export async function bytesUntilFirstMessage(): Promise<number> {
  const relay = await startRelayProcess();
  const counter = await countingProxy(relay.port);
  const site = await pageWith(
    `<!doctype html><body><script src="http://127.0.0.1:${counter.port}/awesome-chat.js"></script>`,
  );
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${site.port}/`);
    await page
      .getByText(/^Welcome to /)
      .first()
      .waitFor();
    return counter.bytes();
  } finally {
    await browser.close();
    site.close();
    counter.close();
    await relay.stop();
  }
}

async function countingProxy(target: number) {
  let bytes = 0;
  const count = (chunk: Buffer) => (bytes += chunk.length);
  const server = createServer(browser => {
    const relay = connect(target, '127.0.0.1');
    for (const [from, to] of [
      [browser, relay],
      [relay, browser],
    ] as const) {
      from.on('data', count);
      from.on('error', () => to.destroy());
      from.pipe(to);
    }
  });
  const port = await listen(server);
  return { port, bytes: () => bytes, close: () => server.close() };
}

async function pageWith(html: string) {
  const server = createHttpServer((_, response) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end(html);
  });
  const port = await listen(server);
  return { port, close: () => server.close() };
}

function listen(server: ReturnType<typeof createServer>): Promise<number> {
  return new Promise(resolve => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}
