import { connect, type ChatRoom } from '../../../widget/client.js';
import type { ChatClient, Sent } from './chat-client.js';

/** The client that is shipped, just as it is shipped: the widget's own connection, replica and outbox. */
export class ShippedClient implements ChatClient {
  readonly name: string;
  /** It keeps the newest 2,000 messages. */
  readonly isWindow = true;
  told: string[] = [];
  lostCount = 0;
  leftAt: number | undefined;
  #room: ChatRoom | undefined;
  #toldEpoch: string | undefined;
  readonly #opened: Promise<ChatRoom>;

  constructor(relay: string, name: string) {
    this.name = name;
    this.#opened = connect({ relay, nickname: name });
    void this.#opened.then(room => this.#listen(room));
  }

  get shown(): readonly string[] {
    return this.#room?.messages.map(({ message }) => message) ?? [];
  }

  get rev(): number {
    return this.#room?.position?.rev ?? 0;
  }

  get epoch(): string | undefined {
    return this.#room?.position?.epoch;
  }

  async send(text: string): Promise<Sent> {
    return (await this.#opened).send(text);
  }

  /** Goes for good: what comes later is nothing to it. */
  leave(): void {
    this.leftAt = this.rev;
    this.close();
  }

  close(): void {
    void this.#opened.then(room => room.close()).catch(() => {});
  }

  #listen(room: ChatRoom): void {
    this.#room = room;
    this.#toldEpoch = this.epoch;
    this.told = [...this.shown];
    room.on('status', ({ status }) => {
      if (status === 'reconnecting') this.lostCount++;
    });
    room.on('message', ({ message }) => {
      // Another life of the room is told from its newest page on.
      if (this.epoch !== this.#toldEpoch) this.told = [];
      this.#toldEpoch = this.epoch;
      this.told.push(message.message);
    });
  }
}
