import type { Draft, RetentionRule, RoomAddress, Stored, StoredPage } from '../../server/store/store.js';
import type { Room } from '../../widget/room.js';
import { Disk } from './disk.js';
import { DiskStore, type DiskSurroundings } from './disk-store.js';
import { SOUND, type Variant } from './world.js';

/** How long a hasty store takes to write what it has already said to be kept, in ms. */
const WRITE_LATER_MS = 20;
/** How long after the page a late socket enters the fan-out, in ms. */
const ENTER_LATER_MS = 20;

/** Knows only the ids that were taken since the relay started. */
class ForgetfulDisk extends Disk {
  readonly known = new Set<string>();

  protected override write(draft: Draft): Stored {
    const stored = super.write(draft);
    this.known.add(draft.id);
    return stored;
  }

  protected override find(room: string, id: string) {
    return this.known.has(id) ? super.find(room, id) : undefined;
  }
}

class StoreOfForgetfulDisk extends DiskStore {
  constructor(disk: Disk, surroundings: DiskSurroundings) {
    super(disk, surroundings);
    (disk as ForgetfulDisk).known.clear();
  }
}

/** Takes the next revision from the rows that are there: after pruning, one that was taken before. */
class RowDisk extends Disk {
  protected override write(draft: Draft): Stored {
    const log = this.log(draft.room);
    log.head = Math.max(0, ...log.messages.map(({ rev }) => rev));
    return super.write(draft);
  }
}

/** Says that something is kept, and then writes it. */
class HastyStore extends DiskStore {
  readonly #unwritten = new Set<() => void>();

  protected override commit(drafts: Draft[]): Stored[] {
    const { stored, undo } = this.disk.append(drafts);
    this.#unwritten.add(undo);
    this.surroundings.clock.after(WRITE_LATER_MS, () => this.#unwritten.delete(undo));
    return stored;
  }

  override end(): void {
    super.end();
    for (const undo of [...this.#unwritten].reverse()) undo();
    this.#unwritten.clear();
  }
}

class SkippingStore extends DiskStore {
  override changesAfter(address: RoomAddress, rev: number, limit: number) {
    return super.changesAfter(address, rev + 1, limit);
  }
}

/** Answers as if nothing had ever been pruned. */
class UnawareStore extends DiskStore {
  override async open(address: RoomAddress, limit: number) {
    return unaware(await super.open(address, limit));
  }

  override async changesAfter(address: RoomAddress, rev: number, limit: number) {
    return unaware(await super.changesAfter(address, rev, limit));
  }

  override async prune(rules: readonly RetentionRule[], now: number) {
    const batch = await super.prune(rules, now);
    return batch.map(pruned => ({ ...pruned, prunedRev: 0 }));
  }
}

function unaware<T extends StoredPage>(page: T): T {
  return { ...page, prunedRev: 0 };
}

/** Makes a room take live packets in another form than they come. */
function taking(reform: (changes: Parameters<Room['apply']>[0], room: Room) => typeof changes) {
  return (room: Room) => {
    const apply = room.replica.apply.bind(room.replica);
    room.replica.apply = changes => apply(reform(changes, room));
  };
}

/** Worlds with one deliberate mistake each. A checker that finds nothing in them proves nothing. */
export const CONTROLS: Record<string, Variant> = {
  'ids are forgotten when the relay starts again': {
    ...SOUND,
    Disk: ForgetfulDisk,
    Store: StoreOfForgetfulDisk,
  },
  'messages are acked before they are on the disk': { ...SOUND, Store: HastyStore },
  'revisions are derived from the rows that are there': { ...SOUND, Disk: RowDisk },
  '`since` leaves out one change': { ...SOUND, Store: SkippingStore },
  'nobody hears of what was pruned': { ...SOUND, Store: UnawareStore },
  'a restored backup is the same life of the log': { ...SOUND, epochOf: () => 'life-0' },
  'a reader enters the fan-out after its page was read': {
    ...SOUND,
    join: (enter, { clock }) => clock.after(ENTER_LATER_MS, enter),
  },
  'a replica does not hold back what comes too early': {
    ...SOUND,
    alter: taking((changes, { replica }) => ({
      ...changes,
      after: Math.min(changes.after, replica.position?.rev ?? 0),
    })),
  },
  'of several messages in one packet, the first is lost': {
    ...SOUND,
    alter: taking(changes => ({
      ...changes,
      messages: changes.messages.length > 1 ? changes.messages.slice(1) : changes.messages,
    })),
  },
  'a draft that is sent again has another id': {
    ...SOUND,
    reword: (event, request, world) =>
      event === 'message' ? { ...request, id: `another-id-${world.newNumber()}`.padEnd(22, '-') } : request,
  },
  'no mark stands where messages are missing': {
    ...SOUND,
    alter: ({ replica }) => Object.defineProperty(replica, 'gaps', { get: () => [] }),
  },
  'a draft is not sent again after the first try': {
    ...SOUND,
    alter: ({ delivery }) => {
      const goOn = delivery.goOn.bind(delivery);
      let tries = 0;
      delivery.goOn = () => (tries++ < 3 ? goOn() : undefined);
    },
  },
};
