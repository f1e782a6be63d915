import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Socket as TcpSocket } from 'node:net';
import { test } from 'node:test';
import type { Client } from '../support/client.js';
import { startRelay } from '../support/relay.js';

const LONG = 'x'.repeat(4000);
/** More than the system's own buffers and the relay's bound together. */
const MESSAGES = 4000;

/** The client's side of its websocket. */
function tcpOf({ socket }: Client): TcpSocket {
  const { transport } = socket.io.engine as unknown as { transport: { ws: { _socket: TcpSocket } } };
  return transport.ws._socket;
}

async function sendMany(writer: Client): Promise<void> {
  for (let sent = 0; sent < MESSAGES; sent += 100) {
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
  const signal = AbortSignal.timeout(5000);
  const [reason] = (await once(frozen.socket as never, 'disconnect', { signal })) as [string];

  assert.equal(reason, 'transport close');
  assert.ok(frozen.messages.all.length < MESSAGES);
  while (reader.messages.all.length < MESSAGES) await reader.packets.next();
  assert.ok(reader.socket.connected && writer.socket.connected);
});

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
