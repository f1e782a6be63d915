import type { Identity } from './identity.js';
import type { GuestRights } from './options.js';
import type { Audience, RoomPolicy } from './room-policy.js';

type Rights = Pick<Identity, 'role' | 'rooms'>;

/** What the configuration says of rooms: the first that fits a name counts. */
export class RoomPolicies {
  readonly #policies: readonly RoomPolicy[];
  readonly #guests: GuestRights;

  constructor(policies: readonly RoomPolicy[], guests: GuestRights) {
    this.#policies = policies;
    this.#guests = guests;
  }

  /** What is said of a room, if there may be one of that name. */
  of(room: string): RoomPolicy | undefined {
    return this.#policies.find(({ name }) => fits(name, room));
  }

  /** Whether someone may enter a room and read it. */
  mayEnter(rights: Rights, room: string): boolean {
    const policy = this.of(room);
    const isOpen = rights.rooms === undefined || isNamed(rights, room);
    return policy !== undefined && isOpen && isAmong(rights, policy.read, room);
  }

  /** Whether someone who is in a room may write there. */
  mayWrite(rights: Rights, room: string): boolean {
    const policy = this.of(room);
    const isHeard = rights.role !== 'guest' || this.#guests === 'write';
    return policy !== undefined && isHeard && isAmong(rights, policy.write, room);
  }
}

function isAmong(rights: Rights, audience: Audience, room: string): boolean {
  const { role } = rights;
  if (audience === 'everyone' || role === 'moderator') return true;
  if (audience === 'moderators' || role === 'guest') return false;
  return audience === 'members' || isNamed(rights, room);
}

function isNamed({ rooms = [] }: Rights, room: string): boolean {
  return rooms.some(pattern => fits(pattern, room));
}

/** Whether a room has that name, or a name that fits: `*` stands for any part of it, and for none. */
export function fits(pattern: string, room: string): boolean {
  const [first = '', ...parts] = pattern.split('*');
  const last = parts.pop();
  if (last === undefined) return room === pattern;
  if (!room.startsWith(first)) return false;
  let from = first.length;
  for (const part of parts) {
    const at = room.indexOf(part, from);
    if (at === -1) return false;
    from = at + part.length;
  }
  return room.length - last.length >= from && room.endsWith(last);
}
