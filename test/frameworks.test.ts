import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LitElement } from 'lit';
import type { AwesomeChat } from '../widget/awesome-chat.js';
import type { ChatEvents } from '../widget/events.js';
import type { ChatOptions } from '../widget/frameworks/options.js';
import type { AwesomeChatProps as InReact } from '../widget/frameworks/react.js';
import type { AwesomeChatProps as InVue } from '../widget/frameworks/vue.js';

// What is tested here is tested by the TypeScript checker: `npm run types`.

type IsSame<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type IsWritable<T, K extends keyof T> = IsSame<{ [P in K]: T[K] }, { -readonly [P in K]: T[K] }>;

/** What all elements have, and the chat means something by. */
type Inherited = 'lang' | 'dir';
type Own = Exclude<keyof AwesomeChat, keyof LitElement> | Inherited;
/** What a page may set: no methods, and nothing that can only be read. */
type Settable = {
  [K in Own]: AwesomeChat[K] extends (...args: never[]) => unknown
    ? never
    : IsWritable<AwesomeChat, K> extends true
      ? K
      : never;
}[Own];

test('frameworks know all that a page may set, and nothing else', () => {
  const missing: Record<Exclude<Settable, keyof ChatOptions>, never> = {};
  const wrong: Record<Exclude<keyof ChatOptions, Settable>, never> = {};
  assert.deepEqual([missing, wrong], [{}, {}]);
});

test('frameworks take each of them as the element does, and each event', () => {
  const provider = () => Promise.resolve('a token');
  const options: ChatOptions = {
    space: 'shop',
    token: 'a token',
    tokenProvider: provider,
    rooms: 'lobby help',
    lang: 'de',
  };
  const inReact: InReact = { ...options, 'onawesome-chat-unread': ({ detail }) => detail.count };
  const inVue: InVue = { ...options, 'onAwesome-chat-unread': ({ detail }) => detail.count };
  const unheard: Record<Exclude<`onawesome-chat-${keyof ChatEvents}`, keyof InReact>, never> = {};
  // @ts-expect-error a list is no text
  const wrong: ChatOptions = { rooms: ['lobby'] };
  assert.ok(inReact && inVue && unheard && wrong);
});
