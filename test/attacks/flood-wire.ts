import { connect, type Socket } from 'node:net';

/** Opcodes of websocket frames (RFC 6455, 5.2). */
export const CONTINUATION = 0;
export const TEXT = 1;
export const PING = 9;
const FINAL = 0x80;
/** A mask of zeros leaves the text as it is. */
const MASK_BYTES = 4;

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

export interface Frame {
  text?: string;
  opcode?: number;
  isFinal?: boolean;
}

export function encodeFrame({ text = '', opcode = TEXT, isFinal = true }: Frame): Buffer {
  const length = Buffer.byteLength(text);
  const lengthBytes = length < 126 ? 0 : length < 0x10000 ? 2 : 8;
  const frame = Buffer.alloc(2 + lengthBytes + MASK_BYTES + length);
  frame[0] = opcode | (isFinal ? FINAL : 0);
  frame[1] = 0x80 | (lengthBytes === 0 ? length : lengthBytes === 2 ? 126 : 127);
  if (lengthBytes === 2) frame.writeUInt16BE(length, 2);
  if (lengthBytes === 8) frame.writeBigUInt64BE(BigInt(length), 2);
  frame.write(text, 2 + lengthBytes + MASK_BYTES);
  return frame;
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
    if (bytes.includes('"pingInterval"')) this.send([encodeFrame({ text: '40{"v":1}' })]);
    if (bytes.includes('40{"sid"')) {
      this.send(this.#visit.greeting.map(text => encodeFrame({ text })));
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
