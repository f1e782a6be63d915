import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { createRelay, type Relay, type RelayOptions } from '../../server/relay.js';
import { tokenOf } from '../../test/support/jwt.js';
import { connect, type ChatRoom } from '../../widget/client.js';
import { Connection } from '../../widget/connection.js';

export interface Scene {
  name: string;
  isForReadme?: boolean;
  /** Size of the window, in CSS pixels before zooming. */
  window: { width: number; height: number };
  /** How many times larger all is. */
  zoom?: number;
  browser?: BrowserContextOptions;
  relay?: RelayOptions;
  /** A page of some site, by the address of the relay. Absent: the demo's own page. */
  page?: (relay: string) => string;
  /** Whether the page's time can be moved on. */
  hasClock?: boolean;
  /** Plays until the picture can be taken. */
  play: (studio: Studio) => Promise<void>;
}

/** A relay, a site that embeds its chat, a browser that looks at it, and people who talk. */
export class Studio {
  readonly page: Page;
  readonly relay: Relay;
  readonly relayUrl: string;
  readonly #people: Pick<ChatRoom, 'close'>[] = [];

  static async shoot(browser: Browser, scene: Scene, path: string): Promise<void> {
    const relay = createRelay({
      database: 'sqlite::memory:',
      demo: true,
      ...scene.relay,
    });
    const { url } = await relay.listen({ host: '127.0.0.1' });
    const site = await serve(scene.page?.(url) ?? '');
    const context = await browser.newContext(contextOptions(scene));
    const studio = new Studio(await context.newPage(), relay, url);
    try {
      if (scene.hasClock) await studio.page.clock.install();
      await studio.page.goto(scene.page ? addressOf(site) : url);
      await scene.play(studio);
      await studio.page.screenshot({ path, animations: 'disabled', caret: 'hide' });
    } finally {
      for (const person of studio.#people) person.close();
      await context.close();
      site.close();
      site.closeAllConnections();
      await relay.close();
    }
  }

  private constructor(page: Page, relay: Relay, relayUrl: string) {
    this.page = page;
    this.relay = relay;
    this.relayUrl = relayUrl;
  }

  async comes(nickname: string, room = 'lobby'): Promise<ChatRoom> {
    const person = await connect({ relay: this.relayUrl, room, nickname });
    this.#people.push(person);
    return person;
  }

  /** Somebody of whom their site says this. The relay has the secret of the tests. @returns says something */
  signsIn(claims: object): (text: string) => Promise<unknown> {
    const connection = new Connection(this.relayUrl, { token: tokenOf(claims) });
    const room = connection.enter('lobby', 1);
    this.#people.push({ close: () => connection.leave(room) });
    return text => room.delivery.send(text);
  }

  /** Says something in the chat of the page. */
  async types(text: string): Promise<void> {
    const input = this.page.getByRole('textbox').last();
    await input.fill(text);
    await input.press('Enter');
  }

  async shows(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).last().waitFor();
  }
}

function contextOptions({ window, zoom = 1, browser }: Scene): BrowserContextOptions {
  const viewport = { width: Math.round(window.width / zoom), height: Math.round(window.height / zoom) };
  return { viewport, deviceScaleFactor: zoom, locale: 'en-GB', timezoneId: 'Europe/London', ...browser };
}

async function serve(html: string): Promise<Server> {
  const site = createServer((_, response) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8').end(html);
  });
  await new Promise<void>(resolve => site.listen(0, '127.0.0.1', resolve));
  return site;
}

function addressOf(site: Server): string {
  return `http://127.0.0.1:${(site.address() as AddressInfo).port}/`;
}
