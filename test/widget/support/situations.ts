import {
  mount,
  newRoom,
  openChat,
  openMenu,
  openNaming,
  Other,
  part,
  press,
  say,
  tokenOf,
  untilExtras,
  untilPart,
  untilText,
  waitFor,
  type AwesomeChat,
} from './chat.js';
import type { SomePhrases } from '../../../widget/i18n/translation.js';
import { waitUntil } from './wait-until.js';

/** Wishes for another name. */
export async function wish(chat: AwesomeChat, name: string): Promise<void> {
  const field = await openNaming(chat);
  field.value = name;
  press(field, 'Enter');
}

/** Wishes for the name of somebody for whom the site vouches, and is offered another. */
export async function wishInVain(chat: AwesomeChat): Promise<HTMLElement> {
  const name = `Ada of ${chat.room}`;
  await Other.join(chat.room, '', await tokenOf({ sub: name, name }));
  await wish(chat, name);
  return untilPart(chat, 'instead');
}

/** A chat whose visitor has sent something too early. */
export async function openWaiting(
  seconds: number,
  attributes: Record<string, string> = {},
): Promise<AwesomeChat> {
  const chat = await openChat({ attributes });
  await untilExtras(chat);
  await say(chat, waitFor(seconds));
  await waitUntil(() => part(chat, 'patience')?.textContent, 'it counts down');
  return chat;
}

/** A chat whose visitor is known to this device, with the field for their name open. */
export async function openKnown(): Promise<AwesomeChat> {
  const chat = await openChat();
  await chat.send('Remember me');
  await openNaming(chat);
  await untilPart(chat, 'forget');
  return chat;
}

/** A chat whose visitor ignores Ada, who is there. */
export async function openIgnoring(
  translation: SomePhrases = {},
): Promise<{ chat: AwesomeChat; ada: Other; room: string }> {
  const room = newRoom();
  const chat = await mount({ room });
  chat.translation = translation;
  await untilExtras(chat);
  const ada = await Other.join(room, 'Ada');
  await ada.send('noise');
  await untilText(chat, 'noise');
  const [ignore] = await openMenu(chat);
  ignore!.click();
  await waitUntil(() => !part(chat, 'body')!.checkVisibility(), 'Ada is not to be seen');
  return { chat, ada, room };
}
