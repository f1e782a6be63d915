import type { TestContext } from 'node:test';
import { connect, type ChatRoom, type ClientEvents, type ClientOptions } from '../../widget/client.js';

/** Enters a room with the client that is shipped. It is closed when the test is over. */
export async function enterRoom(t: Pick<TestContext, 'after'>, options: ClientOptions): Promise<ChatRoom> {
  const room = await connect(options);
  t.after(() => room.close());
  return room;
}

/** What comes next of an event. */
export function nextOf<E extends keyof ClientEvents>(room: ChatRoom, event: E): Promise<ClientEvents[E]> {
  return new Promise(resolve => {
    const stop = room.on(event, detail => {
      stop();
      resolve(detail);
    });
  });
}
