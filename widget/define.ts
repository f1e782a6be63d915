import { AwesomeChat } from './awesome-chat.js';

/** Registers the element, unless the page has one of that name already. */
if (!customElements.get('awesome-chat')) customElements.define('awesome-chat', AwesomeChat);

export { AwesomeChat };
export type { ChatEvents } from './events.js';
