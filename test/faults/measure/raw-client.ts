import { randomBytes } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import type { Answer } from '../../../protocol/events.js';
import type { Changes } from '../../../protocol/messages.js';

/** As little as can be between a measurement and the relay. */
export class RawClient {
  readonly socket: Socket;
  /** Hears each message as it comes. */
  onText: (text: string) => void = () => {};

  static async join(url: string): Promise<RawClient> {
    const client = new RawClient(url);
    await client.socket.emitWithAck('join', { room: 'lobby' });
    return client;
  }

  private constructor(url: string) {
    this.socket = io(url, { transports: ['websocket'], auth: { v: 1 }, forceNew: true });
    this.socket.on('messages', ({ messages }: Changes) =>
      messages.forEach(({ message }) => this.onText(message)),
    );
  }

  async send(message: string): Promise<void> {
    const id = randomBytes(16).toString('base64url');
    const request = { type: 'userMessage', room: 'lobby', id, message };
    const answer = (await this.socket.emitWithAck('message', request)) as Answer<object>;
    if (!answer.ok) throw new Error(`refused: ${answer.refusal}`);
  }

  close(): void {
    this.socket.disconnect();
  }
}
