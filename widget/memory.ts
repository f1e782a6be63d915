import { Outbox, type Kept } from './outbox.js';

/** Who the visitor is: alike in all tabs. */
interface StoredPerson {
  resume?: string;
  name?: string;
}

/** What was typed: in this tab. */
type StoredRooms = Record<string, Kept>;

const memories = new Map<string, Memory>();

/**
 * What is remembered of one relay: who the visitor is, in all tabs and until they sign out; and what was typed in this
 * tab and is not settled, through a change of rooms and a reload. Nothing is stored before something was typed.
 */
export class Memory {
  /** Secret that makes the next connection the same person. */
  resume: string | undefined;
  /** The name that the visitor has chosen. */
  name: string | undefined;
  /** Called when another tab has said who the visitor is, or has signed out. */
  onOther: (() => void) | undefined;
  readonly #key: string;
  readonly #outboxes = new Map<string, Outbox>();
  #isKept = false;

  /** @param key under which it is kept: see `keptAs` */
  static of(key: string): Memory {
    const memory = memories.get(key) ?? new Memory(key);
    memories.set(key, memory);
    return memory;
  }

  constructor(key: string) {
    this.#key = key;
    // The tab in which something was typed first decides for all.
    addEventListener('storage', ({ key: changed, newValue }) => {
      if (changed !== key || !newValue !== this.#isKept) return;
      if (newValue) this.#recall(newValue);
      else this.forget();
      this.onOther?.();
    });
    try {
      this.#recall(localStorage.getItem(key));
      const rooms = JSON.parse(sessionStorage.getItem(key)!) as StoredRooms | null;
      for (const room in rooms) this.#outboxes.set(room, new Outbox(Date.now, rooms[room]));
      this.#isKept ||= !!rooms;
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

  #recall(stored: string | null): void {
    const { resume, name } = (JSON.parse(stored!) ?? {}) as StoredPerson;
    this.resume = resume;
    this.name = name;
    this.#isKept = !!resume;
  }

  /** As if nothing had been typed here. */
  forget(): void {
    for (const outbox of this.#outboxes.values()) Object.assign(outbox, { drafts: [], typed: '' });
    this.resume = this.name = undefined;
    this.#isKept = false;
    try {
      localStorage.removeItem(this.#key);
      sessionStorage.removeItem(this.#key);
    } catch {
      // Blocked: there was nothing.
    }
  }

  /** Keeps things as they are now. @param name the name that the visitor has chosen */
  keep(name = this.name): void {
    this.name = name;
    const { resume } = this;
    const rooms = [...this.#outboxes].filter(([, { isEmpty }]) => !isEmpty);
    this.#isKept ||= rooms.length > 0 || !!name;
    if (!this.#isKept) return;
    try {
      localStorage.setItem(this.#key, JSON.stringify({ resume, name }));
      sessionStorage.setItem(this.#key, JSON.stringify(Object.fromEntries(rooms)));
    } catch {
      // Blocked, or full: what is typed lasts as long as the page.
    }
  }
}
