import type { Browser, Page } from 'playwright-core';
import type { UserMessage } from '../../../protocol/messages.js';
import type { ChatClient, Sent } from './chat-client.js';

/** A real widget in a real browser: the relay's own page. What it shows is read from the page itself. */
export class WidgetClient implements ChatClient {
  readonly name: string;
  readonly isWindow = true;
  readonly isLate = true;
  lostCount = 0;
  told: string[] = [];
  shown: string[] = [];
  rev = 0;
  readonly #page: Page;

  /** Opens a page, once its widget is in the room. */
  static async open(browser: Browser, url: string, name: string): Promise<WidgetClient> {
    const page = await browser.newPage();
    const client = new WidgetClient(page, name);
    await page.exposeFunction('hear', (text: string, seq: number) => client.#hear(text, seq));
    await page.addInitScript(() => {
      const { hear } = globalThis as unknown as { hear: (text: string, seq: number) => void };
      addEventListener('awesome-chat-message', event => {
        const { message } = (event as CustomEvent<{ message: UserMessage }>).detail;
        hear(message.message, message.seq);
      });
    });
    await page.goto(url);
    await page.getByText('Welcome to the most interesting chat room on earth!').waitFor();
    return client;
  }

  private constructor(page: Page, name: string) {
    this.#page = page;
    this.name = name;
  }

  async send(text: string): Promise<Sent> {
    return this.#page.evaluate(async words => {
      const chat = document.querySelector('awesome-chat') as unknown as {
        send(text: string): Promise<UserMessage>;
      };
      const { id, seq } = await chat.send(words);
      return { id, seq };
    }, text);
  }

  async refresh(): Promise<void> {
    this.shown = await this.#page.locator('awesome-chat [part="body"]').allTextContents();
  }

  close(): void {
    void this.#page.close().catch(() => {});
  }

  #hear(text: string, seq: number): void {
    this.told.push(text);
    this.rev = Math.max(this.rev, seq);
  }
}
