import type { You } from '../../protocol/events.js';
import { Refused } from '../../protocol/refusals.js';
import type { Connection } from '../connection.js';
import { cleanName } from '../names.js';

/** @throws Refused `bad-name` */
export function handleRename(connection: Connection, request: { name: string }): { you: You } {
  const name = cleanName(request.name);
  if (!name) throw new Refused('bad-name');
  connection.rename(name);
  return { you: connection.you };
}
