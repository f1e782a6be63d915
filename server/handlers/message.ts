import type { MessageRequest } from '../../protocol/events.js';
import type { MyMessage, UserMessage } from '../../protocol/messages.js';
import type { Connection } from '../connection.js';
import { cleanText } from '../text.js';

/** @throws Refused `not-joined`, `read-only`, `too-fast`, `empty`, `too-long`, `busy`, `unavailable` */
export async function handleMessage(
  connection: Connection,
  request: MessageRequest,
): Promise<{ message: MyMessage }> {
  return { message: { ...(await post(connection, request)), type: 'myMessage' } };
}

/** Commits what a person wrote. A message sent again under its id costs nothing and is answered the same. */
export async function post(
  connection: Connection,
  { room: name, id, message }: Omit<MessageRequest, 'type'>,
): Promise<UserMessage> {
  const known = await connection.room(name).find(id);
  if (known) return known;
  connection.roomToWrite(name);
  const text = cleanText(message);
  connection.slowDown(name);
  connection.relay.messageRates.take(connection.person.id);
  connection.relay.addressRates.take(connection.address);
  // Asked for again: it may have been left meanwhile, and be another one in memory.
  const committed = await connection.roomToWrite(name).post({ id, message: text, from: connection.person });
  connection.keepInMind();
  return committed;
}
