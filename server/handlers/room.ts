import type {
  HistoryPage,
  HistoryRequest,
  Joined,
  JoinRequest,
  SinceRequest,
} from '../../protocol/events.js';
import type { Page } from '../../protocol/messages.js';
import type { Connection } from '../connection.js';
import { channelOf } from '../fan-out.js';
import { withoutPast } from '../past.js';

/** @throws Refused `unknown-room`, `too-fast`, `busy`, `unavailable` */
export async function handleJoin(
  connection: Connection,
  { room: name, since, limit }: JoinRequest,
): Promise<Joined> {
  connection.spend(['join']);
  const room = connection.enter(name, !!since);
  const { relay } = connection;
  const policy = relay.policies.of(name)!;
  // First into the fan-out, then the page: what is committed in between comes twice rather than never.
  void connection.socket.join(channelOf(name));
  const page = withoutPast(await room.pageSince(since, limit), connection.historyMs(name), !since);
  return {
    ...page,
    ...(!since && { welcome: policy.welcome ?? relay.welcome }),
    you: connection.you,
    people: room.presence.people,
    settings: connection.settingsIn(name),
  };
}

/** @throws Refused `not-joined`, `too-fast`, `unavailable` */
export async function handleSince(
  connection: Connection,
  { room, epoch, rev, limit }: SinceRequest,
): Promise<Page> {
  connection.spend(['page']);
  const page = await connection.room(room).pageSince({ epoch, rev }, limit);
  return withoutPast(page, connection.historyMs(room), page.gap);
}

/** @throws Refused `not-joined`, `too-fast`, `unavailable` */
export async function handleHistory(connection: Connection, request: HistoryRequest): Promise<HistoryPage> {
  connection.spend(['page']);
  const page = await connection.room(request.room).history(request);
  const isBackwards = request.after === undefined && request.around === undefined;
  return withoutPast(page, connection.historyMs(request.room), isBackwards);
}

export function handleLeave(connection: Connection, { room }: { room: string }): object {
  connection.leave(room);
  return {};
}

/** Tells the others that someone is writing, where they are few. @throws Refused `not-joined`, `read-only`, `too-fast` */
export function handleTyping(connection: Connection, { room }: { room: string }): object {
  const { list } = connection.roomToWrite(room).presence.people;
  connection.spend(['typing'], room);
  const others = connection.socket.to(channelOf(room)).volatile;
  const { id, name } = connection.person;
  if (list) others.emit('typing', { room, names: [name], ids: [id] });
  return {};
}
