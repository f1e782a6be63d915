import type { Socket as TcpSocket } from 'node:net';

/** What may wait to be read by one connection, in bytes of memory: four of the largest pages. */
export const MAX_UNREAD_BYTES = 1024 * 1024;
/** At 5,000 messages a second less than 200 kB gather in this time. In ms. */
const LOOK_EVERY_MS = 100;

/** What is used of an engine.io socket. */
interface EngineSocket {
  writeBuffer: readonly { data?: string | Buffer }[];
  /** `socket` is there for websockets alone. */
  transport: { socket?: { _socket?: TcpSocket; terminate(): void } };
  once(event: 'close', listener: () => void): unknown;
  close(discard: true): void;
}

/**
 * Closes the transport of whoever reads so slowly that more than a bounded amount waits for them: what is sent to
 * a reader who has stopped would otherwise stay in memory. Their client comes back, and asks for what it missed.
 */
export function closeSlowReaders(engine: {
  on(event: 'connection', listener: (reader: EngineSocket) => void): unknown;
}): void {
  const readers = new Set<EngineSocket>();
  let timer: NodeJS.Timeout | undefined;
  engine.on('connection', reader => {
    readers.add(reader);
    timer ??= setInterval(() => readers.forEach(closeIfSlow), LOOK_EVERY_MS).unref();
    reader.once('close', () => {
      readers.delete(reader);
      if (readers.size > 0) return;
      clearInterval(timer);
      timer = undefined;
    });
  });
}

function closeIfSlow(reader: EngineSocket): void {
  const { writeBuffer, transport } = reader;
  let unread = transport.socket?._socket?.writableLength ?? 0;
  for (let index = 0; index < writeBuffer.length && unread <= MAX_UNREAD_BYTES; index++)
    unread += writeBuffer[index]!.data?.length ?? 0;
  if (unread <= MAX_UNREAD_BYTES) return;
  // A farewell would wait behind all that is unread.
  if (transport.socket) transport.socket.terminate();
  else reader.close(true);
}
