import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test, type TestContext } from 'node:test';
import fc from 'fast-check';
import { Server, type ServerOptions, type Socket } from 'socket.io';
import { WebSocket } from 'ws';
import type { Changes } from '../../protocol/messages.js';
import { broadcastBySocketIo, broadcastDirectly } from '../../server/direct-frames.js';
import { RawPolling, RawWebsocket } from '../support/raw.js';

const ROOM = 'room';
const PACKET: Changes = { room: 'lobby', after: 0, rev: 1, messages: [] };
const withText = (text: string) => ({ ...PACKET, room: text });

/** What is looked at of the server's side of a connection. */
interface EngineSocket {
  on(event: 'packetCreate', listener: () => void): void;
}

interface Fixture {
  io: Server;
  url: string;
  /** A client in the room, and the server's side of it. */
  enter(): Promise<{ client: RawWebsocket; socket: Socket }>;
}

async function startServer(t: TestContext, options: Partial<ServerOptions> = {}): Promise<Fixture> {
  const server = createServer();
  const io = new Server(server, { perMessageDeflate: false, ...options });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  t.after(() => io.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const sockets: Socket[] = [];
  io.on('connection', socket => {
    void socket.join(ROOM);
    sockets.push(socket);
  });
  const enter = async () => {
    const client = await RawWebsocket.connect(url);
    t.after(() => client.close());
    return { client, socket: sockets.at(-1)! };
  };
  return { io, url, enter };
}

const engineOf = ({ conn }: Socket) => conn as unknown as EngineSocket;

/** How many packets engine.io makes for a socket from now on. */
function countPackets(socket: Socket): () => number {
  let count = 0;
  engineOf(socket).on('packetCreate', () => count++);
  return () => count;
}

test('an idle websocket gets past socket.io what it would get from it', async t => {
  const { io, enter } = await startServer(t);
  const { client, socket } = await enter();
  const packets = countPackets(socket);
  broadcastBySocketIo(io.of('/'))(ROOM, 'messages', PACKET);
  assert.equal(packets(), 1);
  broadcastDirectly(io.of('/'))(ROOM, 'messages', PACKET);
  assert.equal(packets(), 1, 'engine.io, ws or socket.io are not as this leans on them');
  const [slow, direct] = [await client.texts.next(), await client.texts.next()];
  assert.equal(direct, slow);
});

test('frames of every length are whole', async t => {
  const { io, enter } = await startServer(t);
  const { client } = await enter();
  const broadcast = broadcastDirectly(io.of('/'));
  const overhead = `42${JSON.stringify(['messages', withText('')])}`.length;
  for (const length of [125, 126, 127, 65_535, 65_536, 200_000]) {
    const text = 'x'.repeat(length - overhead);
    broadcast(ROOM, 'messages', withText(text));
    assert.equal((await client.texts.next()).length, length);
  }
  broadcast(ROOM, 'messages', withText('„Grüße“ 😀'));
  assert.match(await client.texts.next(), /„Grüße“ 😀/);
});

test('pollers hear it too, and nobody outside the room', async t => {
  const { io, url, enter } = await startServer(t);
  const { client: outside, socket } = await enter();
  const poller = await RawPolling.connect(url);
  await socket.leave(ROOM);
  broadcastDirectly(io.of('/'))(ROOM, 'people', { room: 'lobby', count: 3 });
  assert.match(await poller.poll(), /"people",\{"room":"lobby","count":3\}/);
  socket.emit('later');
  assert.equal(await outside.texts.next(), '42["later"]');
});

test('a websocket whose frames are compressed gets them from socket.io', async t => {
  const { io, enter } = await startServer(t, { perMessageDeflate: { threshold: 0 } });
  const { client, socket } = await enter();
  const packets = countPackets(socket);
  broadcastDirectly(io.of('/'))(ROOM, 'messages', PACKET);
  assert.equal(packets(), 1);
  assert.match(await client.texts.next(), /^42\["messages"/);
});

test('whoever stands before the writing of a connection sees everything', async t => {
  const { io, enter } = await startServer(t);
  const { client, socket } = await enter();
  const conn = socket.conn as unknown as { write: (packet: string, ...rest: unknown[]) => unknown };
  const seen: string[] = [];
  const write = conn.write.bind(conn);
  conn.write = (packet, ...rest) => (seen.push(packet), write(packet, ...rest));
  broadcastDirectly(io.of('/'))(ROOM, 'messages', PACKET);
  assert.deepEqual(seen, [(await client.texts.next()).slice(1)]);
});

test('a namespace hears its own', async t => {
  const { io, url } = await startServer(t);
  io.of('/space').on('connection', socket => void socket.join(ROOM));
  const client = await RawWebsocket.connect(url);
  t.after(() => client.close());
  client.send('40/space,{}');
  await client.texts.nextThat(text => text.startsWith('40/space'));
  broadcastDirectly(io.of('/space'))(ROOM, 'messages', PACKET);
  assert.match(await client.texts.next(), /^42\/space,\["messages",/);
});

const STEPS = ['all', 'all', 'large', 'large', 'one', 'one', 'pause', 'resume', 'turn'] as const;
/** Some of these are more than the system takes from a sender at once. */
const LARGE = 'x'.repeat(1_000_000);

/** A reader who can stop reading, and keeps nothing but the revisions. */
class Reader {
  readonly revisions: number[] = [];
  readonly websocket: WebSocket;

  static async enter(t: TestContext, url: string): Promise<Reader> {
    const websocket = new WebSocket(`${url.replace('http', 'ws')}socket.io/?EIO=4&transport=websocket`);
    t.after(() => websocket.terminate());
    const reader = new Reader(websocket);
    await once(websocket, 'open');
    websocket.send('40');
    while (reader.#isOutside) await once(websocket, 'message');
    return reader;
  }

  #isOutside = true;

  constructor(websocket: WebSocket) {
    this.websocket = websocket;
    websocket.on('message', (data: Buffer) => this.#hear(data.toString()));
  }

  async heard(count: number): Promise<void> {
    this.websocket.resume();
    while (this.revisions.length < count) await once(this.websocket, 'message');
  }

  #hear(text: string): void {
    if (text === '2') this.websocket.send('3');
    if (text.startsWith('40')) this.#isOutside = false;
    if (text.startsWith('42')) this.revisions.push(Number(/"rev":(\d+)/.exec(text)![1]));
  }
}

test('whichever way each goes, a socket hears everything in the order in which it was said', async t => {
  const { io, url } = await startServer(t, { pingInterval: 50, pingTimeout: 20_000 });
  const broadcast = broadcastDirectly(io.of('/'));
  const readers = [await Reader.enter(t, url), await Reader.enter(t, url)];
  const sockets = [...io.of('/').sockets.values()];
  const packets = sockets.map(countPackets);
  const expected: number[][] = [[], []];
  let [rev, forAll, forOne] = [0, 0, 0];
  const news = (text = '') => ({ ...withText(text), rev: ++rev });
  const play = {
    all: () => play.broadcast(news()),
    large: () => play.broadcast(news(LARGE)),
    broadcast(changes: Changes) {
      broadcast(ROOM, 'messages', changes);
      for (const list of expected) list.push(rev);
      forAll += expected.length;
    },
    one(index: number) {
      sockets[index]!.emit('messages', news());
      expected[index]!.push(rev);
      forOne++;
    },
    pause: (index: number) => readers[index]!.websocket.pause(),
    resume: (index: number) => readers[index]!.websocket.resume(),
    turn: () => new Promise(resolve => setImmediate(resolve)),
  };
  const steps = fc.array(fc.tuple(fc.constantFrom(...STEPS), fc.nat(1)), { minLength: 10, maxLength: 40 });
  const property = fc.asyncProperty(steps, async sequence => {
    for (const [step, index] of sequence) await play[step](index);
    for (const [index, reader] of readers.entries()) {
      await reader.heard(expected[index]!.length);
      assert.deepEqual(reader.revisions, expected[index]);
      reader.revisions.length = expected[index]!.length = 0;
    }
  });
  await fc.assert(property, { numRuns: 60, endOnFailure: true });
  const bySocketIo = packets.reduce((sum, count) => sum + count(), 0) - forOne;
  assert.ok(bySocketIo > 100 && bySocketIo < forAll, `${bySocketIo} of ${forAll} by socket.io`);
});
