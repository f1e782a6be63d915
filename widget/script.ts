import './define.js';
import { isPrerendered } from './prerendered.js';

/** The script tag's entry: a chat appears where the tag stands. */

const tagName = 'awesome-chat';
const mounted = new Map<string, Element>();

function mountWaiting(): void {
  // A script from the cache may run before the page's own `<awesome-chat>` is parsed, or in a page that nobody may see.
  if (document.readyState === 'loading' || isPrerendered()) return;
  for (const tag of globalThis.awesomeChatCopies?.waiting.splice(0) ?? []) mountOrAdopt(tag);
}

function mountOrAdopt(tag: HTMLScriptElement): void {
  const options = optionsOf(tag);
  const markup = chatsOfThePage();
  for (const chat of markup) adopt(chat, options.get('relay'));
  if (markup.length === 0) mount(tag, options);
}

/** The chats the page wrote itself. */
function chatsOfThePage(): Element[] {
  const ours = new Set(mounted.values());
  return [...document.querySelectorAll(tagName)].filter(chat => !ours.has(chat));
}

function adopt(chat: Element, relay: string | undefined): void {
  if (relay !== undefined && !chat.hasAttribute('relay')) chat.setAttribute('relay', relay);
}

/** One chat for each room of a relay, however many tags ask for it. */
function mount(tag: HTMLScriptElement, options: Map<string, string>): void {
  const place = JSON.stringify(
    ['relay', 'space', 'room', 'room-from', 'rooms'].map(name => options.get(name)),
  );
  if (mounted.get(place)?.isConnected) return;
  const chat = document.createElement(tagName);
  const isInBody = document.body.contains(tag);
  if (!isInBody) chat.setAttribute('layout', 'launcher');
  for (const [name, value] of options) chat.setAttribute(name, value);
  mounted.set(place, chat);
  if (isInBody) tag.after(chat);
  else document.body.append(chat);
}

/** Attributes for the chat: `data-…` of the tag, then the query of its `src`, then the folder it came from. */
function optionsOf(tag: HTMLScriptElement): Map<string, string> {
  const options = new Map<string, string>();
  if (tag.src) {
    const { href, searchParams } = new URL(tag.src);
    options.set('relay', new URL('.', href).href);
    for (const [name, value] of searchParams) take(name, value);
    // An address is written down in too many places for what proves who somebody is.
    options.delete('token');
  }
  for (const { name, value } of tag.attributes) if (name.startsWith('data-')) take(name.slice(5), value);
  delete tag.dataset['token'];
  return options;

  function take(name: string, value: string): void {
    if (knownAttributes().includes(name)) options.set(name, value);
  }
}

/** Others leave `data-…` on tags and things in queries too: consent managers, optimisers, cache breakers. */
function knownAttributes(): string[] {
  const element = customElements.get(tagName) as { observedAttributes?: string[] } | undefined;
  return ['id', 'class', ...(element?.observedAttributes ?? [])];
}

if (globalThis.awesomeChatCopies) globalThis.awesomeChatCopies.mount = mountWaiting;
for (const event of ['DOMContentLoaded', 'prerenderingchange'])
  document.addEventListener(event, mountWaiting);
mountWaiting();
