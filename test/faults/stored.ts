import Database from 'libsql';
import { io } from 'socket.io-client';
import type { Answer, HistoryPage, Joined } from '../../protocol/events.js';
import type { UserMessage } from '../../protocol/messages.js';

const PAGE = 200;

/** A room's rows in a database that no relay has open. */
export function readRows(
  file: string,
  room = 'lobby',
): Pick<UserMessage, 'id' | 'seq' | 'rev' | 'message'>[] {
  const db = new Database(file);
  try {
    const sql = `SELECT id, seq, rev, message FROM messages
      WHERE room = (SELECT key FROM rooms WHERE name = ?) ORDER BY seq, rowid`;
    return db.prepare(sql).all(room) as UserMessage[];
  } finally {
    db.close();
  }
}

/** A room's texts, and how far its log has come. */
interface LoadedRoom extends Pick<Joined, 'head' | 'epoch'> {
  texts: string[];
}

/** A room as someone sees it who comes now and reads it all, from the newest page back to the first message. */
export async function loadRoom(url: string, room = 'lobby'): Promise<LoadedRoom> {
  const socket = io(url, { transports: ['websocket'], auth: { v: 1 }, forceNew: true });
  const ask = async <T>(event: string, request: object) => {
    const answer = (await socket.timeout(10_000).emitWithAck(event, request)) as Answer<T>;
    if (!answer.ok) throw new Error(`${event} was refused: ${answer.refusal}`);
    return answer;
  };
  try {
    let page: HistoryPage = await ask<Joined>('join', { room, limit: PAGE });
    const { head, epoch } = page as Joined;
    let messages = page.messages;
    while (!page.complete) {
      page = await ask<HistoryPage>('history', { room, before: messages[0]!.seq, limit: PAGE });
      messages = [...page.messages, ...messages];
    }
    return { head, epoch, texts: messages.map(({ message }) => message) };
  } finally {
    socket.disconnect();
  }
}
