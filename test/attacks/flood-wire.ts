import { connect, type Socket } from 'node:net';
import { encodeFrame } from '../support/frames.js';

/** What has come of a flood. */
export interface Tally {
  /** Frames. */
  sent: number;
  /** How often the relay said no. */
  refused: number;
  connects: number;
  /** Connections that the relay has ended. */
  cutOff: number;
}

export interface Visit {
  port: number;
  /** Where it says it comes from. */
  address: string;
  /** What it says once it is connected. */
  greeting: string[];
  /** Whether it goes on when it is told goodbye, until nobody is there any more. */
  isDeaf: boolean;
}

/** A websocket that costs whoever floods next to nothing: it understands no answer, and only counts the refusals. */
export class FloodWire {
  /** Whether it is connected, and has said who it is. */
  isReady = false;
  isOver = false;
  readonly #socket: Socket;
  readonly #visit: Visit;
  readonly #tally: Tally;

  constructor(visit: Visit, tally: Tally) {
    this.#visit = visit;
    this.#tally = tally;
    tally.connects++;
    this.#socket = connect({ port: visit.port, host: '127.0.0.1', noDelay: true });
    this.#socket.on('connect', () => this.#socket.write(handshake(visit)));
    this.#socket.on('data', bytes => this.#hear(bytes));
    this.#socket.on('error', () => {}); // whoever is rude is cut off
    this.#socket.on('close', () => this.#end());
  }

  send(frames: Buffer[]): void {
    this.#socket.write(Buffer.concat(frames));
  }

  close(): void {
    this.isReady = false;
    this.isOver = true;
    this.#socket.destroy();
  }

  #hear(bytes: Buffer): void {
    for (let at = -1; (at = bytes.indexOf('"refusal"', at + 1)) >= 0;) this.#tally.refused++;
    if (bytes.includes('HTTP/1.1 400')) this.#tally.refused++;
    if (bytes.includes('"pingInterval"')) this.send([encodeFrame({ payload: '40{"v":1}' })]);
    if (bytes.includes('40{"sid"')) {
      this.send(this.#visit.greeting.map(payload => encodeFrame({ payload })));
      this.isReady = true;
    }
    if (!this.#visit.isDeaf && bytes.includes('"bye"')) this.#socket.destroy();
  }

  #end(): void {
    if (!this.isOver) this.#tally.cutOff++;
    this.close();
  }
}

function handshake({ address }: Visit): string {
  const lines = [
    'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
    'Host: 127.0.0.1',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${Buffer.alloc(16).toString('base64')}`,
    `X-Forwarded-For: ${address}`,
  ];
  return `${lines.join('\r\n')}\r\n\r\n`;
}
