import { expect } from '@open-wc/testing';
import { mount, newRoom, settled, untilStatus, type AwesomeChat } from './chat.js';
import { pseudo, untranslated } from './pseudo.js';

/** A command as it is typed, a duration in it, and what it lets choose from: the same in every language. */
export const COMMAND = /\/[a-z]+|\b\d+[smh]\b|\b[a-z]+(?:\|[a-z]+)+/g;

const clock = /\d?\d:\d\d\s?[AP]M/g;

/** Finds nothing untranslated in a chat, but for what people and the relay have written. */
export async function check(chat: AwesomeChat, ...written: (string | RegExp)[]): Promise<void> {
  await settled(chat);
  const name = chat.me?.name ?? '';
  const welcome = 'Welcome to the most interesting chat room on earth!';
  const rest = untranslated(chat.shadowRoot!, [welcome, name, clock, 'today', ...written].filter(Boolean));
  expect(rest).to.deep.equal([]);
}

/** Has a chat say all its words in brackets from now on. */
export async function translated(chat: AwesomeChat): Promise<AwesomeChat> {
  chat.translation = pseudo;
  await chat.updateComplete;
  return chat;
}

/** A chat that has never said a word outside of brackets, in its room. */
export async function openTranslated(
  room = newRoom(),
  attributes: Record<string, string> = {},
): Promise<AwesomeChat> {
  const chat = await translated(await mount({ room, attributes }));
  await untilStatus(chat, 'online');
  return chat;
}
