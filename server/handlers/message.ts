import type { MessageRequest } from '../../protocol/events.js';
import type { MyMessage, UserMessage } from '../../protocol/messages.js';
import type { Connection } from '../connection.js';

/** @throws Refused `not-joined`, `read-only`, `too-fast`, `empty`, `too-long`, `busy`, `unavailable`, or what a rule refuses with */
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
  const { person, relay } = connection;
  // Asked for again: it may have been left meanwhile, and be another one in memory.
  const commit = (text: string) => connection.roomToWrite(name).post({ id, message: text, from: person });
  const committed = await relay.rules.pass(connection, { room: name, id, message }, commit);
  connection.keepInMind();
  return committed;
}
