import { MAX_PAGE_MESSAGES } from '../protocol/limits.js';
import type { Person, UserMessage } from '../protocol/messages.js';
import type { Commands } from './control.js';
import type { Space } from './space.js';
import type { AuditEntry, RoomAddress, Store } from './store/store.js';

/** What the store does for whoever runs the relay. */
export interface AdminStore extends Pick<Store, 'append' | 'history' | 'select'> {
  /** The rooms in which somebody has written. */
  roomsOf(person: string): Promise<RoomAddress[]>;
  /** Takes somebody's name from what is left of their messages, and forgets them. */
  forget(person: string): Promise<void>;
}

/** What whoever runs the relay can tell it to do, beside a backup. */
export function adminCommands(spaces: ReadonlyMap<string, Space>, store: AdminStore): Commands {
  const all = [...spaces.values()];
  return {
    async bans() {
      const bans = (await Promise.all(all.map(({ moderation }) => moderation.bans()))).flat();
      const lines = bans.map(({ space, person, name, until }) =>
        [new Date(until).toISOString(), person, ...(space ? [space] : []), name].join('  '),
      );
      return lines.length > 0 ? lines.join('\n') : 'Nobody is banned.';
    },
    async unban(person = '') {
      const lifted = await Promise.all(
        all.map(({ name, moderation }) =>
          moderation.lift('ban', person, entryOf('unban', { space: name, room: '' })),
        ),
      );
      if (lifted.every(sanction => !sanction)) throw new Error(`${person} is not banned.`);
      return `${person} is no longer banned.`;
    },
    async remove(where = '', id = '') {
      const address = addressIn(where);
      const { rooms, moderation } = spaceOf(address);
      const removed = await rooms.open(address.room).remove({ id });
      if (removed === 0) throw new Error(`There is no message ${id} in ${where}, or it is removed already.`);
      await moderation.note({ ...entryOf('remove', address), message: id, removed });
      return `Removed ${id} from ${where}.`;
    },
    async export(where = '') {
      const lines: string[] = [];
      for await (const message of messagesOf(addressIn(where), store)) lines.push(JSON.stringify(message));
      if (lines.length === 0) throw new Error(`There is nothing in ${where}.`);
      return lines.join('\n');
    },
    async erase(person = '') {
      let removed = 0;
      for (const address of await store.roomsOf(person))
        removed += await eraseFrom(address, person, { spaces, store });
      await Promise.all(all.map(space => space.forget(person)));
      await store.forget(person);
      const [{ moderation }] = all as [Space];
      await moderation.note({ ...entryOf('erase', { space: '', room: '' }), person, removed });
      return `Erased ${person}: ${removed} messages.`;
    },
  };

  function spaceOf({ space }: RoomAddress): Space {
    const found = spaces.get(space);
    if (!found) throw new Error(`There is no space ${space}.`);
    return found;
  }
}

/** Takes away what shows a person in a room. @returns how many messages */
async function eraseFrom(
  address: RoomAddress,
  person: string,
  { spaces, store }: { spaces: ReadonlyMap<string, Space>; store: AdminStore },
): Promise<number> {
  const space = spaces.get(address.space);
  const nobody = { id: person, name: '' };
  const eraseSome = space
    ? () => space.rooms.open(address.room).remove({ traceOf: person }, nobody)
    : () => removeUnseen(address, nobody, store);
  let removed = 0;
  for (let batch = -1; batch !== 0; removed += batch) batch = await eraseSome();
  return removed;
}

/** The same in a space that is configured no more: nobody is there to be told. @returns how many, of those that are left */
async function removeUnseen(address: RoomAddress, nobody: Person, store: AdminStore): Promise<number> {
  const messages = await store.select(address, { traceOf: nobody.id });
  const gone = {
    ...address,
    message: '',
    from: nobody,
    at: Date.now(),
    replaces: true,
    removed: true,
  } as const;
  await store.append(messages.map(({ id }) => ({ ...gone, id })));
  return messages.length;
}

async function* messagesOf(address: RoomAddress, store: AdminStore): AsyncGenerator<UserMessage> {
  for (let after = 0, isComplete = false; !isComplete;) {
    const { messages, complete } = await store.history(address, { after }, MAX_PAGE_MESSAGES);
    yield* messages;
    isComplete = complete;
    after = messages.at(-1)?.seq ?? after;
  }
}

/** A room of the default space by its name, one of another as `space:room`. */
function addressIn(where: string): RoomAddress {
  const [room = '', space = ''] = where.split(':').reverse();
  return { space, room: room.normalize('NFC') };
}

function entryOf(action: string, address: RoomAddress): AuditEntry {
  return { at: Date.now(), ...address, action, by: { id: '', name: 'awesome-chat' } };
}
