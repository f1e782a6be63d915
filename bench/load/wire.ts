import { connect, type Socket } from 'node:net';
import { encodeFrame, FrameReader } from './frames.js';

const TEXT = 1;
const CLOSE = 8;
const END_OF_HEAD = '\r\n\r\n';
/** Any 16 bytes do. */
const KEY = Buffer.alloc(16).toString('base64');
/** What all connections read into. It is looked at before the next of them reads, so one is enough. */
const inbox = Buffer.allocUnsafe(64 * 1024);

export interface WireListener {
  opened(): void;
  /** The text is between the two places, and there only until this returns. */
  heard(bytes: Buffer, start: number, end: number): void;
  closed(why: string): void;
}

/** A websocket to a relay on this machine, with no more in it than a bench needs. */
export class Wire {
  readonly #socket: Socket;
  readonly #listener: WireListener;
  readonly #frames = new FrameReader();
  #head: string | undefined = '';

  constructor(port: number, path: string, listener: WireListener) {
    this.#listener = listener;
    const callback = (length: number) => {
      this.#read(inbox.subarray(0, length));
      return true;
    };
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true, onread: { buffer: inbox, callback } });
    this.#socket.on('connect', () => this.#socket.write(handshake(port, path)));
    this.#socket.on('error', error => this.#end(error.message));
    this.#socket.on('close', () => this.#end('the relay closed the connection'));
  }

  say(text: string): void {
    this.#socket.write(encodeFrame(text));
  }

  /** At once. What happens to it from now on is nobody's business. */
  cut(): void {
    this.#socket.removeAllListeners();
    this.#socket.on('error', () => {}); // it is being ended
    this.#socket.resetAndDestroy();
  }

  #read(bytes: Buffer): void {
    const frames = this.#head === undefined ? bytes : this.#readHead(bytes);
    if (frames) this.#frames.read(frames, this.#hear);
  }

  /** @returns what comes after the head, once all of it is there */
  #readHead(bytes: Buffer): Buffer | undefined {
    this.#head += bytes.toString('latin1');
    const end = this.#head!.indexOf(END_OF_HEAD);
    if (end === -1) return undefined;
    const head = this.#head!;
    this.#head = undefined;
    if (!head.startsWith('HTTP/1.1 101 ')) {
      this.#end(head.slice(0, head.indexOf('\r\n')));
      return undefined;
    }
    this.#listener.opened();
    return Buffer.from(head.slice(end + END_OF_HEAD.length), 'latin1');
  }

  readonly #hear = (opcode: number, bytes: Buffer, start: number, end: number): void => {
    if (opcode === TEXT) this.#listener.heard(bytes, start, end);
    else if (opcode === CLOSE) this.#end('the relay said goodbye');
  };

  #end(why: string): void {
    this.cut();
    this.#listener.closed(why);
  }
}

function handshake(port: number, path: string): string {
  const lines = [
    `GET ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${KEY}`,
  ];
  return lines.join('\r\n') + END_OF_HEAD;
}
