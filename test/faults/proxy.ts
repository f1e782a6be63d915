import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { ackFilter } from './frames.js';

interface Link {
  client: Socket;
  relay: Socket;
}

/** A network that can be made bad: TCP between clients and a relay. Every fault can be taken back. */
export class FaultProxy {
  /** Whether newcomers are turned away at once. */
  refuses = false;
  /** How long what the relay says is held up, in ms. */
  delayMs = 0;
  /** Most that each client is told, in bytes a second. */
  bytesPerSecond = Infinity;
  /** What happens to the ack of a sent message: it arrives, is swallowed, or is swallowed with its connection. */
  acks: 'pass' | 'swallow' | 'cut' = 'pass';
  swallowedCount = 0;
  readonly #targetPort: () => number;
  readonly #server: Server;
  readonly #links = new Set<Link>();
  #isFrozen = false;

  /** @param targetPort where the relay listens, asked for each connection */
  constructor(targetPort: () => number) {
    this.#targetPort = targetPort;
    this.#server = createServer(client => this.#open(client));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  async listen(): Promise<void> {
    await new Promise<void>(resolve => this.#server.listen(0, '127.0.0.1', resolve));
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise(resolve => this.#server.close(resolve));
  }

  /** Ends connections, as a link that goes away: all of them, or those that are chosen. */
  cut(isChosen: () => boolean = () => true): void {
    for (const link of this.#links) if (isChosen()) this.#end(link);
  }

  /** The connections that exist carry nothing any more, and nobody is told. New ones work. */
  halfOpen(): void {
    for (const { client, relay } of this.#links) {
      for (const socket of [client, relay]) socket.removeAllListeners('data').on('data', () => {});
    }
  }

  /** Nothing is carried until `thaw`; nothing is lost either. */
  freeze(): void {
    this.#isFrozen = true;
    for (const { client, relay } of this.#links) [client, relay].forEach(socket => socket.pause());
  }

  thaw(): void {
    this.#isFrozen = false;
    for (const { client, relay } of this.#links) [client, relay].forEach(socket => socket.resume());
  }

  #open(client: Socket): void {
    if (this.refuses) return void client.resetAndDestroy();
    const relay = connect(this.#targetPort(), '127.0.0.1');
    const link: Link = { client, relay };
    this.#links.add(link);
    const filter = ackFilter(() => this.#isSwallowed(link));
    client.on('data', chunk => relay.write(chunk));
    relay.on('data', (chunk: Buffer) => this.#carry(link, filter(chunk)));
    for (const socket of [client, relay]) {
      socket.setNoDelay(true);
      socket.on('error', () => this.#end(link)).on('close', () => this.#end(link));
      if (this.#isFrozen) socket.pause();
    }
  }

  #isSwallowed(link: Link): boolean {
    if (this.acks === 'pass') return false;
    this.swallowedCount++;
    if (this.acks === 'cut') setImmediate(() => this.#end(link));
    return true;
  }

  #carry({ client, relay }: Link, chunk: Buffer): void {
    if (this.delayMs > 0) return void setTimeout(() => client.write(chunk), this.delayMs);
    const isFull = !client.write(chunk);
    const restMs = (chunk.length / this.bytesPerSecond) * 1000;
    if (restMs > 0) this.#pauseUntil(relay, goOn => setTimeout(goOn, restMs));
    else if (isFull) this.#pauseUntil(relay, goOn => client.once('drain', goOn));
  }

  #pauseUntil(relay: Socket, when: (goOn: () => void) => void): void {
    relay.pause();
    when(() => !this.#isFrozen && relay.resume());
  }

  #end(link: Link): void {
    if (!this.#links.delete(link)) return;
    for (const socket of [link.client, link.relay]) socket.resetAndDestroy();
  }
}
