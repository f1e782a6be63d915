import type { Refusal } from '../protocol/refusals.js';
import type { RoomEvents } from './room.js';
import type { Status } from './status.js';

/** What an `awesome-chat-…` event carries in `detail`, by the word after the prefix. */
export interface ChatEvents extends RoomEvents {
  status: { status: Status; refusal: Refusal | undefined };
  'before-send': { text: string };
  room: { room: string };
  unread: { count: number };
  toggle: { oldState: 'open' | 'closed'; newState: 'open' | 'closed' };
  link: { href: string };
}

/** Tells the page. @returns false if the page prevented what would follow */
export function dispatch<E extends keyof ChatEvents>(
  host: HTMLElement,
  name: E,
  detail: ChatEvents[E] | undefined,
): boolean {
  const cancelable = ['before-send', 'toggle', 'link'].includes(name);
  return host.dispatchEvent(
    new CustomEvent(`awesome-chat-${name}`, { detail, cancelable, bubbles: true, composed: true }),
  );
}

type PrefixedEvents = { [E in keyof ChatEvents as `awesome-chat-${E}`]: CustomEvent<ChatEvents[E]> };

declare global {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- the only way to add to this map
  interface HTMLElementEventMap extends PrefixedEvents {}
}

/** Handles clicks on links: an element's page may keep them from being followed. */
export function linksOf(element: HTMLElement): (event: Event) => void {
  return event => {
    const { href } = event.currentTarget as HTMLAnchorElement;
    if (!dispatch(element, 'link', { href })) event.preventDefault();
  };
}
