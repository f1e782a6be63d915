import type { Moderated, ModerateRequest } from '../../protocol/events.js';
import { Refused } from '../../protocol/refusals.js';
import type { Connection } from '../connection.js';
import type { AuditEntry } from '../store/store.js';

/** How far back everything of a person is removed, in ms. */
const REMOVED_MS = 3_600_000;

/** Takes a message away. @throws Refused `not-joined`, `not-allowed`, `busy`, `unavailable` */
export async function handleRemove(
  connection: Connection,
  { room: name, id }: { room: string; id: string },
): Promise<Moderated> {
  const entry = begin(connection, name, 'remove');
  const removed = await connection.room(name).remove({ id });
  await connection.relay.moderation.note({ ...entry, message: id, removed });
  return { removed };
}

/** @throws Refused `not-joined`, `not-allowed`, `busy`, `unavailable` */
export async function handleModerate(connection: Connection, request: ModerateRequest): Promise<Moderated> {
  const { moderation } = connection.relay;
  const entry = begin(connection, request.room, request.action);
  switch (request.action) {
    case 'remove':
      return removeAllOf(connection, request.person, entry);
    case 'mute':
    case 'ban':
      await moderation.sanction(request.action, request.person, { ...entry, forMs: request.forMs });
      break;
    case 'unmute':
    case 'unban':
      await moderation.lift(request.action === 'unban' ? 'ban' : 'mute', request.person, entry);
      break;
    case 'slow':
      await moderation.setRule({ slowMs: request.everyMs }, { ...entry, everyMs: request.everyMs });
      break;
    default:
      await moderation.setRule({ isLocked: request.action === 'lock' }, entry);
  }
  return {};
}

/** Whoever moderates is in the room, and has the right to this very moment. */
function begin(connection: Connection, room: string, action: string): AuditEntry {
  connection.room(room);
  const { role, person, relay } = connection;
  if (role !== 'moderator') throw new Refused('not-allowed');
  const by = { id: person.id, name: person.name };
  return { at: Date.now(), space: relay.moderation.space, room, action, by };
}

async function removeAllOf(connection: Connection, person: string, entry: AuditEntry): Promise<Moderated> {
  const removed = await connection.room(entry.room).remove({ person, since: entry.at - REMOVED_MS });
  await connection.relay.moderation.note({ ...entry, person, removed });
  return { removed };
}
