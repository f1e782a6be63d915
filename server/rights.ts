import type { Identity } from './identity.js';

/** Whether a room is among those that are open to a person. */
export function mayEnter({ rooms }: Pick<Identity, 'rooms'>, room: string): boolean {
  return rooms === undefined || rooms.some(pattern => fits(pattern, room));
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
