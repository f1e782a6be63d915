import type { Color } from '../../protocol/colors.js';
import type { You } from '../../protocol/events.js';
import { Refused } from '../../protocol/refusals.js';
import type { Connection } from '../connection.js';
import { cleanName } from '../names.js';

/** Goes on with a later token of the same person. @throws Refused `bad-token`, `expired-token`, `unavailable` */
export async function handleRenew(
  connection: Connection,
  { token }: { token: string },
): Promise<{ you: You }> {
  await connection.renew(token);
  return { you: connection.you };
}

/**
 * A new name is told to everyone, as a message is, and costs as much. What was said under the old one keeps it.
 *
 * @throws Refused `bad-name` with a suggestion where it is taken; `not-allowed`, `too-fast`; `muted` and `read-only`
 *   where it would be all that they may say
 */
export function handleRename(connection: Connection, request: { name: string }): { you: You } {
  const name = cleanName(request.name);
  if (!name) throw new Refused('bad-name');
  const { person, relay } = connection;
  // The site vouches for the one they have.
  if (person.verified) throw new Refused('not-allowed');
  relay.names.check({ ...person, name });
  if (name !== person.name) askToAppear(connection);
  connection.rename(name);
  return { you: connection.you };
}

/** A new colour of one's name is told to everyone, and costs as much as a new name. @throws Refused as for a name */
export function handleRecolor(connection: Connection, { color }: { color: Color | 'none' }): { you: You } {
  if (color !== (connection.person.color ?? 'none')) askToAppear(connection);
  connection.recolor(color);
  return { you: connection.you };
}

/** Who may not speak shall not do it by names. */
function askToAppear(connection: Connection): void {
  const refusal = connection.refusalToAppear;
  if (refusal) throw new Refused(refusal);
  connection.spend(['message', 'name']);
}
