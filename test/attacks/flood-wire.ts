import { connect, type Socket } from 'node:net';
import { encodeFrame, type Frame } from '../support/frames.js';

/** What has come of a flood. */
export interface Tally {
  /** Frames, or requests. */
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

/** A connection that costs whoever floods next to nothing: it understands no answer, and only counts the refusals. */
export abstract class FloodWire {
  /** Whether it is connected, and has said who it is. */
  isReady = false;
  isOver = false;
  protected readonly visit: Visit;
  protected readonly tally: Tally;
  protected readonly socket: Socket;

  constructor(visit: Visit, tally: Tally) {
    this.visit = visit;
    this.tally = tally;
    tally.connects++;
    this.socket = connect({ port: visit.port, host: '127.0.0.1', noDelay: true });
    this.socket.on('connect', () => this.begin());
    this.socket.on('data', bytes => this.hear(bytes));
    this.socket.on('error', () => {}); // whoever is rude is cut off
    this.socket.on('close', () => this.#end());
  }

  abstract send(frames: Frame[]): void;
  protected abstract begin(): void;
  protected abstract hear(bytes: Buffer): void;

  close(): void {
    this.isReady = false;
    this.isOver = true;
    this.socket.destroy();
  }

  protected request(query: string, lines: string[] = [], body?: string): void {
    const verb = body === undefined ? 'GET' : 'POST';
    const head = [
      `${verb} /socket.io/?EIO=4&transport=${query} HTTP/1.1`,
      'Host: 127.0.0.1',
      `X-Forwarded-For: ${this.visit.address}`,
      ...lines,
    ];
    this.socket.write(`${head.join('\r\n')}\r\n\r\n${body ?? ''}`);
  }

  protected countRefusals(bytes: Buffer): void {
    for (const no of ['"refusal"', 'HTTP/1.1 4'])
      for (let at = -1; (at = bytes.indexOf(no, at + 1)) >= 0;) this.tally.refused++;
  }

  #end(): void {
    if (!this.isOver) this.tally.cutOff++;
    this.close();
  }
}

export class WebsocketWire extends FloodWire {
  send(frames: Frame[]): void {
    this.socket.write(Buffer.concat(frames.map(encodeFrame)));
  }

  protected begin(): void {
    this.request('websocket', [
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      `Sec-WebSocket-Key: ${Buffer.alloc(16).toString('base64')}`,
    ]);
  }

  protected hear(bytes: Buffer): void {
    this.countRefusals(bytes);
    if (bytes.includes('"pingInterval"')) this.send([{ payload: '40{"v":1}' }]);
    if (bytes.includes('40{"sid"')) {
      this.send(this.visit.greeting.map(payload => ({ payload })));
      this.isReady = true;
    }
    if (!this.visit.isDeaf && bytes.includes('"bye"')) this.socket.destroy();
  }
}

/** Sends by HTTP long-polling, and never asks what there is to hear. */
export class PollingWire extends FloodWire {
  /** A little less than the relay takes in one request. */
  static readonly #MOST_PER_REQUEST = 60_000;
  readonly #waiting: string[] = [];
  #sid: string | undefined;
  #isPosting = false;

  send(frames: Frame[]): void {
    for (const { payload } of frames) this.#waiting.push(String(payload));
    if (!this.#isPosting) this.#post();
  }

  protected begin(): void {
    this.request('polling');
  }

  protected hear(bytes: Buffer): void {
    this.countRefusals(bytes);
    // Its session is over, or was never opened.
    if (!bytes.includes('HTTP/1.1 200')) return void this.socket.destroy();
    this.#isPosting = false;
    if (this.#sid) {
      this.isReady = true;
      this.#post();
    } else {
      [, this.#sid] = /"sid":"([^"]+)"/.exec(bytes.toString())!;
      this.send(['40{"v":1}', ...this.visit.greeting].map(payload => ({ payload })));
    }
  }

  /** All that is due and fits into one request: a second one beside it would end the session. */
  #post(): void {
    const packets: string[] = [];
    for (let size = 0; this.#waiting.length > 0; packets.push(this.#waiting.shift()!)) {
      size += this.#waiting[0]!.length + 1;
      if (size > PollingWire.#MOST_PER_REQUEST) break;
    }
    if (packets.length === 0) return;
    const body = packets.join('\x1e');
    this.#isPosting = true;
    this.request(`polling&sid=${this.#sid}`, [`Content-Length: ${Buffer.byteLength(body)}`], body);
  }
}

/** Asks for what nobody has, one request upon the other. */
export class RequestWire extends FloodWire {
  send(frames: Frame[]): void {
    for (const { payload } of frames) this.request(`polling&sid=${String(payload)}`);
  }

  protected begin(): void {
    this.isReady = true;
  }

  protected hear(bytes: Buffer): void {
    this.countRefusals(bytes);
  }
}
