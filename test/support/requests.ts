import type { ClientToRelay, Joined } from '../../protocol/events.js';
import { newId } from './client.js';

export type Event = keyof ClientToRelay;

/** Where something is asked, and by whom. */
export interface Asking {
  joined: Pick<Joined, 'room' | 'epoch'> & { you: { id: string } };
  /** The later token that they show. */
  token: string;
}

/** Everything that a client of today can ask, each in the right form. */
export function requestsOf({ joined: { room, epoch, you }, token }: Asking): Record<Event, object> {
  return {
    join: { room },
    since: { room, epoch, rev: 0 },
    history: { room },
    message: { type: 'userMessage', room, id: newId(), message: 'hi' },
    typing: { room },
    rename: { name: 'Someone else' },
    recolor: { color: 'teal' },
    renew: { token },
    remove: { room, id: newId() },
    moderate: { room, action: 'remove', person: you.id },
    leave: { room },
  };
}

/** What somebody comes with. */
export interface Knock {
  auth: object;
  headers?: Record<string, string>;
  /** Before what is said to a space other than the default one. */
  space?: string;
}

/** Each event as both dialects would say it, asking for an answer. */
export function packetsOf(event: Event, request: object, space: string): string[] {
  const line = JSON.stringify({ type: 'userMessage', message: 'hi' });
  return [request, line].map((payload, id) => `42${space}${id}${JSON.stringify([event, payload])}`);
}
