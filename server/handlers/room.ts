import type {
  HistoryPage,
  HistoryRequest,
  Joined,
  JoinRequest,
  SinceRequest,
} from '../../protocol/events.js';
import { MAX_TEXT_LENGTH } from '../../protocol/limits.js';
import type { Page } from '../../protocol/messages.js';
import type { Connection } from '../connection.js';
import { channelOf } from '../fan-out.js';

/** @throws Refused `unknown-room`, `too-fast`, `busy`, `unavailable` */
export async function handleJoin(
  connection: Connection,
  { room: name, since, limit }: JoinRequest,
): Promise<Joined> {
  connection.spend(['join']);
  const room = connection.enter(name, !!since);
  // First into the fan-out, then the page: what is committed in between comes twice rather than never.
  void connection.socket.join(channelOf(name));
  const page = await room.pageSince(since, limit);
  return {
    ...page,
    ...(!since && { welcome: connection.relay.welcome }),
    you: connection.you,
    people: room.presence.people,
    settings: { maxLength: MAX_TEXT_LENGTH, mayWrite: !connection.refusalIn(name) },
  };
}

/** @throws Refused `not-joined`, `too-fast`, `unavailable` */
export async function handleSince(
  connection: Connection,
  { room, epoch, rev, limit }: SinceRequest,
): Promise<Page> {
  connection.spend(['page']);
  return connection.room(room).pageSince({ epoch, rev }, limit);
}

/** @throws Refused `not-joined`, `too-fast`, `unavailable` */
export async function handleHistory(connection: Connection, request: HistoryRequest): Promise<HistoryPage> {
  connection.spend(['page']);
  return connection.room(request.room).history(request);
}

export function handleLeave(connection: Connection, { room }: { room: string }): object {
  connection.leave(room);
  return {};
}
