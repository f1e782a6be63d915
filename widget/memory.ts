import { Outbox, type Kept } from './outbox.js';

interface Stored {
  resume?: string;
  name?: string;
  rooms: Record<string, Kept>;
}

const memories = new Map<string, Memory>();

/**
 * What a tab remembers of one relay through a change of rooms and a reload: who the visitor is, and what was typed
 * and is not settled. Nothing is stored before something was typed.
 */
export class Memory {
  /** Secret that makes the next connection the same person. */
  resume: string | undefined;
  /** The name that the visitor has chosen. */
  name: string | undefined;
  readonly #key: string;
  readonly #outboxes = new Map<string, Outbox>();
  #isKept = false;

  /** @param relay what tells it apart from other relays */
  static of(relay: string): Memory {
    const memory = memories.get(relay) ?? new Memory(relay);
    memories.set(relay, memory);
    return memory;
  }

  constructor(relay: string) {
    this.#key = `awesome-chat 1 ${relay}`;
    try {
      const stored = JSON.parse(sessionStorage.getItem(this.#key)!) as Stored | null;
      if (stored) this.#recall(stored);
    } catch {
      // No storage here, it is blocked, or something else is in it: the page begins anew.
    }
  }

  /** What was typed in a room and is not settled. */
  outboxOf(room: string): Outbox {
    const outbox = this.#outboxes.get(room) ?? new Outbox(Date.now);
    this.#outboxes.set(room, outbox);
    return outbox;
  }

  /** Keeps things as they are now. @param name the name that the visitor has chosen */
  keep(name = this.name): void {
    this.name = name;
    const { resume } = this;
    const rooms = [...this.#outboxes].filter(([, { isEmpty }]) => !isEmpty);
    this.#isKept ||= rooms.length > 0 || !!name;
    if (!this.#isKept) return;
    try {
      sessionStorage.setItem(this.#key, JSON.stringify({ resume, name, rooms: Object.fromEntries(rooms) }));
    } catch {
      // Blocked, or full: what is typed lasts as long as the page.
    }
  }

  #recall({ resume, name, rooms }: Stored): void {
    for (const room in rooms) this.#outboxes.set(room, new Outbox(Date.now, rooms[room]));
    this.#isKept = true;
    this.resume = resume;
    this.name = name;
  }
}
