import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Socket as TcpSocket } from 'node:net';
import { test } from 'node:test';
import type { Connection } from '../../server/connection.js';
import { MAX_UNREAD_BYTES } from '../../server/slow-readers.js';
import { Committer } from '../../server/store/committer.js';
import type { Client } from '../support/client.js';
import { RawPolling } from '../support/raw.js';
import { startRelay } from '../support/relay.js';
import { startSockets, type TestSockets } from '../support/sockets.js';
import { openStore } from '../support/store.js';

const LONG = 'x'.repeat(4000);
/** More than the system's own buffers and the relay's bound together. */
const MESSAGES = 4000;

/** The client's side of its websocket. */
function tcpOf({ socket }: Client): TcpSocket {
  const { transport } = socket.io.engine as unknown as { transport: { ws: { _socket: TcpSocket } } };
  return transport.ws._socket;
}

/** What is looked at of the relay's side of a connection. */
interface EngineSocket {
  transport: { socket?: { _socket: TcpSocket } };
  writeBuffer: { data?: string }[];
  on(event: 'packetCreate', listener: (packet: { data?: string }) => void): void;
  once(event: 'close', listener: () => void): void;
}

/** What waits to be read, in bytes of plain ASCII. */
function unreadBy({ transport, writeBuffer }: EngineSocket): number {
  const taken = transport.socket?._socket.writableLength ?? 0;
  return writeBuffer.reduce((bytes, { data = '' }) => bytes + data.length, taken);
}

/** Readers who are in the lobby, and read no more. */
const STOPPED = {
  'a websocket': async ({ connect }: TestSockets) => {
    const client = await connect();
    await client.join('lobby');
    tcpOf(client).pause();
  },
  'a poller': async ({ url }: TestSockets) => {
    const poller = await RawPolling.connect(url);
    await poller.post('420["join",{"room":"lobby"}]');
  },
};

async function sendMany(writer: Client, isEnough = () => false): Promise<void> {
  for (let sent = 0; sent < MESSAGES && !isEnough(); sent += 100) {
    await Promise.all(Array.from({ length: 100 }, () => writer.send(LONG)));
  }
}

test('a reader who has stopped reading loses the connection, the others keep theirs', async t => {
  const relay = await startRelay(t, { rate: 'off', ping: '60s/60s' });
  const writer = await relay.join('lobby', 'Ada');
  const reader = await relay.join('lobby', 'Bob');
  const frozen = await relay.join('lobby', 'Carl');
  tcpOf(frozen).pause();

  await sendMany(writer);
  tcpOf(frozen).resume();
  const signal = AbortSignal.timeout(30_000);
  const [reason] = (await once(frozen.socket as never, 'disconnect', { signal })) as [string];

  assert.equal(reason, 'transport close');
  assert.ok(frozen.messages.all.length < MESSAGES);
  while (reader.messages.all.length < MESSAGES) await reader.packets.next();
  assert.ok(reader.socket.connected && writer.socket.connected);
});

for (const [who, stopReading] of Object.entries(STOPPED)) {
  test(`no more waits for ${who} than the bound and the packet that went past it`, async t => {
    const store = await openStore(t);
    const committer = new Committer(store, () => {});
    const relaySide: EngineSocket[] = [];
    const onConnection = ({ socket }: Connection) => relaySide.push(socket.conn as unknown as EngineSocket);
    const sockets = await startSockets(t, { store, committer, onConnection });
    await stopReading(sockets);
    const [reader] = relaySide;
    const writer = await sockets.connect();
    await writer.join('lobby');
    let [most, largest, isClosed] = [0, 0, false];
    reader!.on('packetCreate', ({ data = '' }) => {
      most = Math.max(most, unreadBy(reader!));
      largest = Math.max(largest, data.length);
    });
    reader!.once('close', () => (isClosed = true));

    await sendMany(writer, () => isClosed);

    assert.ok(isClosed);
    assert.ok(most > MAX_UNREAD_BYTES / 2, `${most} bytes`);
    assert.ok(most <= MAX_UNREAD_BYTES + largest, `${most} bytes, the largest packet ${largest}`);
  });
}

test('catching up with four of the largest pages at once is not being slow', async t => {
  const relay = await startRelay(t, { rate: 'off' });
  const writer = await relay.join('lobby', 'Ada');
  await Promise.all(Array.from({ length: 100 }, () => writer.send(LONG)));
  const reader = await relay.join('lobby', 'Bob');

  const pages = await Promise.all(
    Array.from({ length: 4 }, () => reader.ask('history', { room: 'lobby', after: 0, limit: 200 })),
  );

  assert.ok(pages.every(({ ok }) => ok));
  assert.ok(reader.socket.connected);
});
