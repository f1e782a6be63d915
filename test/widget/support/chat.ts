import { cutAll, liveSockets } from './sockets.js';
import { fixture, html, nextFrame, oneEvent } from '@open-wc/testing';
import { io, type Socket } from 'socket.io-client';
import type { Joined } from '../../../protocol/events.js';
import type { MyMessage } from '../../../protocol/messages.js';
import { AwesomeChat } from '../../../widget/define.js';
import { waitUntil } from './wait-until.js';

export { cutAll, hangingUpgrades, liveSockets, refusing } from './sockets.js';
export { AwesomeChat };

/** Address of the relay that runs beside these tests. */
export const relayUrl = await fetch('/__relay').then(response => response.text());

/** What that relay refuses to say. */
export const REFUSED = '🚫';

/** What it takes only once so many seconds have gone by. */
export const waitFor = (seconds: number): string => `⏳ ${seconds}`;

/** A token in which the site of these tests says who somebody is. */
export const tokenOf = (claims: Record<string, string>): Promise<string> =>
  fetch(`/__token?${new URLSearchParams(claims)}`).then(response => response.text());

/** An address where nobody answers, each time another: Firefox lets one wait the longer the more often it failed. */
export const nowhere = (): string => `http://127.0.0.1:${10_100 + Math.floor(Math.random() * 9000)}/`;

let roomCount = 0;

/** A room that nobody was in yet. */
export function newRoom(): string {
  return `room-${Date.now()}-${roomCount++}`;
}

export interface MountOptions {
  relay?: string;
  room?: string;
  attributes?: Record<string, string>;
}

/** A chat on the page, before it is connected. */
export function mount({
  relay = relayUrl,
  room = newRoom(),
  attributes = {},
}: MountOptions = {}): Promise<AwesomeChat> {
  // Who another test was.
  for (const key of Object.keys(localStorage))
    if (key.startsWith('awesome-chat 1 ')) localStorage.removeItem(key);
  const chat = document.createElement('awesome-chat');
  for (const [name, value] of Object.entries({ relay, room, ...attributes })) chat.setAttribute(name, value);
  return fixture<AwesomeChat>(html`${chat}`);
}

/** A chat on the page, in its room. */
export async function openChat(options: MountOptions = {}): Promise<AwesomeChat> {
  const chat = await mount(options);
  await untilStatus(chat, 'online');
  return chat;
}

/** Until what is loaded last has come. */
export async function untilExtras(chat: AwesomeChat): Promise<void> {
  await waitUntil(() => part(chat, 'people-list'), 'the extras are there');
}

/** Presses the visitor's name. @returns the field for another one */
export async function openNaming(chat: AwesomeChat): Promise<HTMLInputElement> {
  const button = () => chat.shadowRoot!.querySelector<HTMLButtonElement>('.name:enabled');
  await waitUntil(button, 'the name can be changed');
  button()!.click();
  await settled(chat);
  return chat.shadowRoot!.querySelector('input')!;
}

export async function untilPart(chat: AwesomeChat, name: string): Promise<HTMLElement> {
  await waitUntil(() => part(chat, name), `${name} is there`);
  return part(chat, name)!;
}

/** Opens the menu at the first message. */
export async function openMenu(chat: AwesomeChat): Promise<HTMLElement[]> {
  part(chat, 'body')!.dispatchEvent(new PointerEvent('pointerover', { bubbles: true, composed: true }));
  part(chat, 'actions')!.click();
  const items = () => [...chat.shadowRoot!.querySelectorAll<HTMLElement>('[role=menuitem]')];
  await waitUntil(() => items().length > 0, 'the menu is open');
  return items();
}

export async function untilStatus(chat: AwesomeChat, status: AwesomeChat['status']): Promise<void> {
  await waitUntil(() => chat.status === status, `status ${status}`);
  await chat.updateComplete;
}

/** Cuts every connection, until the chat has noticed. */
export async function loseConnection(chat: AwesomeChat): Promise<void> {
  const told = oneEvent(chat, 'awesome-chat-status');
  cutAll();
  await told;
  await chat.updateComplete;
}

/** Someone else in a room. */
export class Other {
  readonly #socket: Socket;
  #room = '';
  #count = 0;

  static async join(room: string, name: string, token?: string): Promise<Other> {
    const other = new Other(name, token);
    await other.join(room);
    return other;
  }

  constructor(name: string, token?: string) {
    const { origin, pathname } = new URL(relayUrl);
    const path = `${pathname}socket.io/`;
    this.#socket = io(origin, {
      path,
      transports: ['websocket'],
      forceNew: true,
      auth: { v: 1, name, token },
    });
    others.push(this);
  }

  async join(room: string): Promise<Joined> {
    this.#room = room;
    return this.#socket.timeout(30_000).emitWithAck('join', { room });
  }

  async send(message: string): Promise<MyMessage> {
    const id = `${this.#socket.id}-${this.#count++}`.padEnd(16, '0');
    const request = { type: 'userMessage', room: this.#room, id, message };
    const answer = await this.#socket.timeout(30_000).emitWithAck('message', request);
    return answer.message;
  }

  /** Says that they are writing. */
  async write(): Promise<void> {
    await this.#socket.timeout(30_000).emitWithAck('typing', { room: this.#room });
  }

  async sendMany(count: number, text = (index: number) => `message ${index}`): Promise<void> {
    for (let index = 0; index < count; index++) await this.send(text(index));
  }

  async rename(name: string): Promise<void> {
    await this.#socket.timeout(30_000).emitWithAck('rename', { name });
  }

  /** Takes a message away: who may moderate. */
  async remove(id: string): Promise<void> {
    await this.#socket.timeout(30_000).emitWithAck('remove', { room: this.#room, id });
  }

  async recolor(color: string): Promise<void> {
    await this.#socket.timeout(30_000).emitWithAck('recolor', { color });
  }

  /** Has everyone wait between two messages: who may moderate. */
  async slow(everyMs: number): Promise<void> {
    await this.moderate({ action: 'slow', everyMs });
  }

  async moderate(order: {
    action: string;
    person?: string;
    forMs?: number;
    everyMs?: number;
  }): Promise<void> {
    await this.#socket.timeout(30_000).emitWithAck('moderate', { room: this.#room, ...order });
  }

  async leave(): Promise<void> {
    await this.#socket.timeout(30_000).emitWithAck('leave', { room: this.#room });
  }

  close(): void {
    this.#socket.close();
  }
}

const others: Other[] = [];
afterEach(async () => {
  for (const other of others.splice(0)) other.close();
  await waitUntil(() => liveSockets().length === 0, 'all connections are closed');
});

const SELECTORS = {
  button: 'button',
  textbox: 'textarea, input',
  log: '[role=log]',
  status: '[role=status]',
  heading: 'h2',
  link: 'a[href]',
};

/** What a reader finds by that role and name inside the chat. */
export function all(chat: AwesomeChat, role: keyof typeof SELECTORS, name = ''): HTMLElement[] {
  const elements = chat.shadowRoot!.querySelectorAll<HTMLElement>(SELECTORS[role]);
  return [...elements].filter(element => nameOf(element).includes(name));
}

export function get<T extends HTMLElement = HTMLElement>(
  chat: AwesomeChat,
  role: keyof typeof SELECTORS,
  name = '',
): T {
  const [found] = all(chat, role, name);
  if (!found) throw new Error(`No ${role} "${name}" in: ${textOf(chat)}`);
  return found as T;
}

export function part<T extends HTMLElement = HTMLElement>(chat: AwesomeChat, name: string): T | null {
  return chat.shadowRoot!.querySelector<T>(`[part~=${name}]`);
}

export function parts(chat: AwesomeChat, name: string): HTMLElement[] {
  return [...chat.shadowRoot!.querySelectorAll<HTMLElement>(`[part~=${name}]`)];
}

function nameOf(element: HTMLElement): string {
  return element.getAttribute('aria-label') ?? element.textContent ?? '';
}

/** All text that the chat shows. */
export function textOf(chat: AwesomeChat): string {
  return chat.shadowRoot!.textContent.replace(/\s+/g, ' ').replace(/[\u2068\u2069]/g, '');
}

export function bodiesOf(chat: AwesomeChat): string[] {
  return parts(chat, 'body').map(body => body.textContent);
}

export async function untilText(chat: AwesomeChat, text: string): Promise<void> {
  await waitUntil(() => textOf(chat).includes(text), `"${text}" is shown`);
}

export function inputOf(chat: AwesomeChat): HTMLTextAreaElement {
  return chat.shadowRoot!.querySelector('textarea')!;
}

/** Types a text, as a visitor does. */
export async function type(chat: AwesomeChat, text: string): Promise<void> {
  const input = inputOf(chat);
  input.focus();
  input.value = text;
  input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  await chat.updateComplete;
}

/** Presses a key in an element. @returns whether the browser would do what the key does by itself */
export function press(element: HTMLElement, key: string, options: KeyboardEventInit = {}): boolean {
  return element.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...options }),
  );
}

/** Types a text and presses Enter. */
export async function say(chat: AwesomeChat, text: string): Promise<void> {
  await type(chat, text);
  press(inputOf(chat), 'Enter');
  await chat.updateComplete;
}

/** Until layout and scroll events have followed. */
export async function settled(chat: AwesomeChat): Promise<void> {
  await chat.updateComplete;
  for (let frame = 0; frame < 3; frame++) await nextFrame();
}

/** Until the panel of a launcher that is open has risen into its place. */
export async function risen(chat: AwesomeChat): Promise<void> {
  await untilPart(chat, 'launcher');
  const panel = part(chat, 'base')!;
  await waitUntil(() => panel.checkVisibility(), 'the panel is shown');
  await Promise.all(panel.getAnimations().map(({ finished }) => finished));
}

export { oneEvent };
