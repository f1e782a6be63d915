import { Connection } from '../../widget/connection.js';
import type { Room, RoomListener } from '../../widget/room.js';

const NAME = 'Ada';
/** Often enough to be shown as writing without a break, in ms. */
const TYPE_EVERY_MS = 2500;

/** Somebody else in a room, on a connection of her own. Signed in where the relay's demo lets her. */
export class Neighbour {
  readonly #connection: Connection;
  readonly #room: Room;

  /** @returns undefined where she is not let in */
  static async enter(room: string): Promise<Neighbour | undefined> {
    const ada = new Neighbour(room, await fetchToken());
    return (await ada.#isLetIn()) ? ada : undefined;
  }

  private constructor(room: string, token: string | undefined) {
    this.#connection = new Connection(new URL('./', document.baseURI).href, { name: NAME, token });
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

  #isLetIn(): Promise<boolean> {
    const room = this.#room;
    return new Promise(resolve => {
      const look: RoomListener = () => {
        if (room.me || room.status === 'refused') resolve(!!room.me);
      };
      // She listens as long as the page is there: a room that nobody listens to is left.
      room.listeners.set(look, ({ length }) => [length, length - 1]);
    });
  }
}

async function fetchToken(): Promise<string | undefined> {
  try {
    const response = await fetch('demo/token', { method: 'POST', body: JSON.stringify({ person: 'ada' }) });
    return response.ok ? ((await response.json()) as { token: string }).token : undefined;
  } catch {
    return undefined;
  }
}
