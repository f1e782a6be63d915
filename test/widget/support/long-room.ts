import { get, newRoom, oneEvent, openChat, Other, settled, type AwesomeChat } from './chat.js';

/** Distance of what is shown from the newest, in px. */
export function distanceFromEnd(chat: AwesomeChat): number {
  const { scrollHeight, scrollTop, clientHeight } = get(chat, 'log');
  return Math.round(scrollHeight - scrollTop - clientHeight);
}

export async function scrollTo(chat: AwesomeChat, top: number): Promise<void> {
  const log = get(chat, 'log');
  const before = log.scrollTop;
  const scrolled = oneEvent(log, 'scroll');
  log.scrollTop = top;
  if (log.scrollTop !== before) await scrolled;
  await settled(chat);
}

export async function openLongRoom(count: number): Promise<{ room: string; ada: Other; chat: AwesomeChat }> {
  const room = newRoom();
  const ada = await Other.join(room, 'Ada');
  await ada.sendMany(count);
  const chat = await openChat({ room });
  await settled(chat);
  return { room, ada, chat };
}
