import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { launchChromium } from '../../test/support/browser.js';
import { connect } from '../../widget/client.js';
import { startRelayProcess } from '../relay-process.js';
import { startCountingProxy } from './counting-proxy.js';

/** What somebody else says during a visit, and how often. */
const OTHERS = { messages: 20, text: 'Nothing lost. It waited, and went out when I was back online again.' };
const OWN = ['Hello there.', 'Has anyone tried it on a slow connection?', 'Good to know, thank you both.'];
const VISIT_MS = 120_000;

interface Place {
  /** Attributes of the script's tag. */
  options?: string;
  page: Page;
  relayPort: number;
}

/**
 * Bytes between a browser and the relay, both ways and headers included, from an empty cache until the first
 * message is shown. The page comes from elsewhere and is not counted; neither is TLS.
 */
export function bytesUntilFirstMessage(): Promise<number> {
  return bytesOf('', untilWelcome);
}

/**
 * The same for a visit of two minutes that touches all there is: a launcher is opened, three messages are sent and
 * twenty come, one looks who is here, and goes on reading by keyboard. In German, so that the words are in it.
 */
export function bytesOfVisit(): Promise<number> {
  return bytesOf('data-layout="launcher" data-lang="de" data-sound data-notifications', visit);
}

async function bytesOf(options: string, play: (place: Place) => Promise<void>): Promise<number> {
  const relay = await startRelayProcess();
  const counter = await startCountingProxy(relay.port);
  const script = `http://127.0.0.1:${counter.port}/awesome-chat.js`;
  const site = await pageWith(`<!doctype html><body><script src="${script}" ${options}></script>`);
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${site.port}/`);
    await play({ page, relayPort: relay.port });
    return counter.bytes();
  } finally {
    await browser.close();
    site.close();
    counter.close();
    await relay.stop();
  }
}

async function untilWelcome({ page }: Place): Promise<void> {
  await page
    .getByText(/^Welcome to /)
    .first()
    .waitFor();
}

async function visit({ page, relayPort }: Place): Promise<void> {
  const began = performance.now();
  await page.getByRole('button', { name: 'Awesome Chat' }).click();
  await untilWelcome({ page, relayPort });
  const ada = await connect({ relay: `http://127.0.0.1:${relayPort}/`, room: 'lobby', nickname: 'Ada' });
  const field = page.getByRole('textbox');
  for (const text of OWN) {
    await field.fill(text);
    await field.press('Enter');
  }
  for (let count = 1; count <= OTHERS.messages; count++) {
    await ada.send(`${OTHERS.text} ${count}`);
    await sleep(VISIT_MS / 2 / OTHERS.messages);
  }
  await page.getByText(`${OTHERS.text} ${OTHERS.messages}`).first().waitFor();
  await page.getByRole('button', { name: '2 Personen' }).click();
  await page.getByRole('listitem').filter({ hasText: 'Ada' }).waitFor();
  await page.getByRole('log').press('ArrowUp');
  await sleep(VISIT_MS - (performance.now() - began));
  ada.close();
}

async function pageWith(html: string) {
  const server = createServer((_, response) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end(html);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, close: () => server.close() };
}
