import type { Socket as TcpSocket } from 'node:net';

/** What may wait to be read by one connection, in bytes of memory: four of the largest pages. */
export const MAX_UNREAD_BYTES = 1024 * 1024;

/** What is used of an engine.io socket. */
interface EngineSocket {
  /** `socket` is there for websockets alone. */
  transport: { socket?: { _socket?: TcpSocket; terminate(): void } };
  on(event: 'packetCreate', listener: (packet: { data?: string | Buffer }) => void): unknown;
  on(event: 'flush', listener: () => void): unknown;
  close(discard: true): void;
}

/**
 * Closes the transport of whoever reads so slowly that more than a bounded amount waits for them: what is sent to
 * a reader who has stopped would otherwise stay in memory. Their client comes back, and asks for what it missed.
 */
export function closeSlowReaders(engine: {
  on(event: 'connection', listener: (reader: EngineSocket) => void): unknown;
}): void {
  engine.on('connection', reader => {
    let untaken = 0;
    reader.on('packetCreate', ({ data }) => {
      if (unreadBy(reader, untaken) > MAX_UNREAD_BYTES) closeAtOnce(reader);
      untaken += data?.length ?? 0;
    });
    // The transport takes all that waits for it.
    reader.on('flush', () => (untaken = 0));
  });
}

function unreadBy({ transport }: EngineSocket, untaken: number): number {
  return untaken + (transport.socket?._socket?.writableLength ?? 0);
}

/** A farewell would wait behind all that is unread. */
function closeAtOnce(reader: EngineSocket): void {
  const { socket } = reader.transport;
  if (socket) socket.terminate();
  else reader.close(true);
}
