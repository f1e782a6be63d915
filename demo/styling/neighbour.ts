import { Connection } from '../../widget/connection.js';
import type { Room, RoomListener } from '../../widget/room.js';

const NAMES = { ada: 'Ada', grace: 'Grace' };
/** Often enough to be shown as writing without a break, in ms. */
const TYPE_EVERY_MS = 2500;

/** Somebody else in a room, on a connection of her own. Signed in where the relay's demo lets her. */
export class Neighbour {
  readonly #connection: Connection;
  readonly #room: Room;

  /** @param person Grace moderates, where she can sign in @returns undefined where she is not let in */
  static async enter(room: string, person: keyof typeof NAMES = 'ada'): Promise<Neighbour | undefined> {
    const neighbour = new Neighbour(room, NAMES[person], await fetchToken(person));
    return (await neighbour.#isLetIn()) ? neighbour : undefined;
  }

  private constructor(room: string, name: string, token: string | undefined) {
    this.#connection = new Connection(new URL('./', document.baseURI).href, { name, token });
    this.#room = this.#connection.enter(room, 1);
  }

  /** Resolves once the relay has it, or does not take it. */
  async say(text: string): Promise<void> {
    await this.#room.delivery.send(text).catch(() => {});
  }

  /** Writes, and sends nothing. @returns ends it */
  type(): () => void {
    const type = () => void this.#connection.ask('typing', { room: this.#room.name }).catch(() => {});
    type();
    const timer = setInterval(type, TYPE_EVERY_MS);
    return () => clearInterval(timer);
  }

  /** Has everyone wait between two messages; 0 ends it. */
  async slow(everyMs: number): Promise<void> {
    const { name: room } = this.#room;
    await this.#connection.ask('moderate', { room, action: 'slow', everyMs }).catch(() => {});
  }

  leave(): void {
    this.#room.listeners.clear();
    this.#connection.leave(this.#room);
  }

  #isLetIn(): Promise<boolean> {
    const room = this.#room;
    return new Promise(resolve => {
      const look: RoomListener = () => {
        if (room.me || room.status === 'refused') resolve(!!room.me);
      };
      // She listens until she leaves: a room that nobody listens to is left.
      room.listeners.set(look, ({ length }) => [length, length - 1]);
    });
  }
}

async function fetchToken(person: string): Promise<string | undefined> {
  try {
    const response = await fetch('demo/token', { method: 'POST', body: JSON.stringify({ person }) });
    return response.ok ? ((await response.json()) as { token: string }).token : undefined;
  } catch {
    return undefined;
  }
}
