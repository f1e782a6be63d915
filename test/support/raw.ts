import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { request, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import type { Socket } from 'node:net';
import { CLOSE, encodeFrame, PING, PONG, TEXT } from './frames.js';
import { Inbox } from './inbox.js';

// Clients without manners: they speak just enough of websocket and engine.io to say anything at all.

const PATIENCE_MS = 30_000;

/** A packet of socket.io: an acknowledgement, its number, and what was answered. */
const ANSWER = /^43(\d+)(\[.*)$/s;

/** A websocket that sends whatever it is told to. */
export class RawWebsocket {
  readonly texts = new Inbox<string>();
  /** Whether it leaves the relay's pings unanswered. */
  isDeaf = false;
  readonly #socket: Socket;
  readonly #pongs = new Inbox<Buffer>();
  readonly #answers = new Map<number, unknown>();
  #unread = Buffer.alloc(0);

  /** Opens an engine.io connection; no namespace is joined yet. Rejects with the status of a refusal. */
  static async open(url: string, headers: OutgoingHttpHeaders = {}): Promise<RawWebsocket> {
    const upgraded = await upgrade(`${url}socket.io/?EIO=4&transport=websocket`, headers);
    if (!('head' in upgraded)) throw new Error(`HTTP ${upgraded.statusCode}`);
    return new RawWebsocket(upgraded.socket, upgraded.head);
  }

  /** As a current client, in the namespace. */
  static async connect(url: string, auth: unknown = { v: 1 }): Promise<RawWebsocket> {
    const client = await RawWebsocket.open(url);
    await client.enter(auth);
    return client;
  }

  constructor(socket: Socket, head: Buffer) {
    this.#socket = socket;
    socket.on('data', chunk => this.#read(chunk)).on('error', () => socket.destroy());
    socket.on('end', () => socket.end());
    this.#read(head);
  }

  /** Joins the namespace, as somebody new. */
  async enter(auth: unknown = { v: 1 }): Promise<void> {
    this.send(`40${JSON.stringify(auth)}`);
    await this.texts.nextThat(text => text.startsWith('40'));
  }

  /** Leaves the namespace, and waits until the relay has taken note; the websocket stays. */
  async leave(): Promise<void> {
    this.send('41');
    this.sendFrame(PING, Buffer.alloc(0));
    await this.#pongs.next();
    this.#answers.clear();
  }

  send(text: string): void {
    this.sendFrame(TEXT, Buffer.from(text));
  }

  /** Sends them together, so that the relay reads them at once. */
  sendAll(texts: string[]): void {
    this.#socket.cork();
    for (const text of texts) this.send(text);
    this.#socket.uncork();
  }

  sendFrame(opcode: number, payload: Buffer): void {
    this.sendBytes(encodeFrame({ opcode, payload }));
  }

  /** Past all framing. */
  sendBytes(bytes: Buffer): void {
    if (this.#socket.writable) this.#socket.write(bytes);
  }

  /** Waits until the relay has closed the connection. */
  async closed(): Promise<void> {
    if (!this.#socket.closed) await once(this.#socket, 'close', { signal: AbortSignal.timeout(PATIENCE_MS) });
  }

  /** The answer to a packet that asked for one with that id. Answers need not come in the order of the questions. */
  async answer(id: number): Promise<unknown> {
    while (!this.#answers.has(id)) await this.texts.next();
    return this.#answers.get(id);
  }

  /** Says goodbye, and waits until the relay has taken note. */
  async end(): Promise<void> {
    this.sendFrame(CLOSE, Buffer.alloc(0));
    await this.closed();
  }

  close(): void {
    this.#socket.destroy();
  }

  #read(chunk: Buffer): void {
    this.#unread = Buffer.concat([this.#unread, chunk]);
    for (;;) {
      const frame = readFrame(this.#unread);
      if (!frame) return;
      this.#unread = this.#unread.subarray(frame.end);
      if (frame.opcode === TEXT) this.#hear(frame.payload.toString());
      if (frame.opcode === PONG) this.#pongs.put(frame.payload);
      if (frame.opcode === CLOSE) this.#socket.end();
    }
  }

  #hear(text: string): void {
    if (text === '2') {
      if (!this.isDeaf) this.send('3');
      return;
    }
    const [, id, answer] = ANSWER.exec(text) ?? [];
    if (answer) this.#answers.set(Number(id), (JSON.parse(answer) as unknown[])[0]);
    this.texts.put(text);
  }
}

/** HTTP long-polling by hand. */
export class RawPolling {
  readonly #address: string;

  static async open(url: string, headers: Record<string, string> = {}): Promise<RawPolling> {
    const address = `${url}socket.io/?EIO=4&transport=polling`;
    const { status, text } = await ask(address, { headers });
    if (status !== 200) throw new Error(`HTTP ${status}`);
    const { sid } = JSON.parse(text.slice(1)) as { sid: string };
    return new RawPolling(`${address}&sid=${sid}`);
  }

  static async connect(url: string, auth: unknown = { v: 1 }): Promise<RawPolling> {
    const client = await RawPolling.open(url);
    await client.post(`40${JSON.stringify(auth)}`);
    await client.poll();
    return client;
  }

  private constructor(address: string) {
    this.#address = address;
  }

  /** @returns the status, 0 when the connection was cut. */
  async post(body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}): Promise<number> {
    return ask(this.#address, { method: 'POST', body, headers }).then(
      ({ status }) => status,
      () => 0,
    );
  }

  async poll(): Promise<string> {
    return (await ask(this.#address)).text;
  }
}

async function ask(address: string, init: RequestInit = {}): Promise<{ status: number; text: string }> {
  const response = await fetch(address, { ...init, signal: AbortSignal.timeout(PATIENCE_MS) });
  return { status: response.status, text: await response.text() };
}

type Upgraded = { socket: Socket; head: Buffer } | IncomingMessage;

function upgrade(address: string, headers: OutgoingHttpHeaders): Promise<Upgraded> {
  return new Promise((resolve, reject) => {
    const asked = request(address, {
      headers: {
        Connection: 'Upgrade',
        Upgrade: 'websocket',
        'Sec-WebSocket-Version': '13',
        'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
        ...headers,
      },
    });
    asked.once('upgrade', (_response, socket, head) => resolve({ socket, head }));
    asked.once('response', response => resolve(response.resume()));
    asked.once('error', reject).end();
  });
}

function readFrame(bytes: Buffer): { opcode: number; payload: Buffer; end: number } | undefined {
  if (bytes.length < 2) return undefined;
  const short = bytes[1]! & 0x7f;
  const start = short === 126 ? 4 : short === 127 ? 10 : 2;
  if (bytes.length < start) return undefined;
  const long = start === 4 ? bytes.readUInt16BE(2) : start === 10 ? Number(bytes.readBigUInt64BE(2)) : short;
  const end = start + long;
  return end > bytes.length
    ? undefined
    : { opcode: bytes[0]! & 0x0f, payload: bytes.subarray(start, end), end };
}
