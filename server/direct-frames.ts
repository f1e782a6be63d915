import type { Socket as TcpSocket } from 'node:net';
import type { Namespace } from 'socket.io';
import type { PeopleChange } from '../protocol/events.js';
import type { Changes } from '../protocol/messages.js';

/** Sends an event to everyone in one of socket.io's rooms. */
export type Broadcast = (channel: string, event: 'messages' | 'people', news: Changes | PeopleChange) => void;

/** What is used of an engine.io socket, some of it its own business: none of it need be there. */
interface EngineSocket {
  readyState?: string;
  writeBuffer?: unknown[];
  transport?: {
    name?: string;
    perMessageDeflate?: unknown;
    socket?: { readyState?: number; bufferedAmount?: number; _socket?: TcpSocket };
  };
}

const OPEN = 1;
/** A whole message, and a text: RFC 6455, 5.2. */
const FINAL_TEXT = 0x81;
const MAX_SHORT_BYTES = 125;
const TWO_BYTES_FOLLOW = 126;
const EIGHT_BYTES_FOLLOW = 127;

/** Socket.io's way. */
export function broadcastBySocketIo(namespace: Namespace): Broadcast {
  return (channel, event, news) => void namespace.to(channel).emit(event, news);
}

/**
 * The quick way: the frame is made once, and written straight to the connections on which nothing waits. The others get
 * it from socket.io, behind what waits for them. Whatever is not as engine.io and ws have it today goes that way too.
 */
export function broadcastDirectly(namespace: Namespace): Broadcast {
  const address = namespace.name === '/' ? '' : `${namespace.name},`;
  return (channel, event, news) => {
    const ids = namespace.adapter.rooms.get(channel);
    if (!ids) return;
    // 4: a message of engine.io's; 2: an event of socket.io's.
    const frame = textFrame(`42${address}${JSON.stringify([event, news])}`);
    const others: string[] = [];
    for (const id of ids) {
      const idle = idleSocketOf(namespace.sockets.get(id)?.conn as unknown as EngineSocket);
      if (idle) idle.write(frame);
      else others.push(id);
    }
    if (others.length > 0) namespace.to(others).emit(event, news);
  };
}

/** The connection itself, if it is a websocket on which nothing waits to be written. */
function idleSocketOf(engine?: EngineSocket): TcpSocket | undefined {
  // Where a `write` stands before engine.io's own, somebody wants to see all that goes through it.
  if (!engine || Object.hasOwn(engine, 'write')) return undefined;
  const { readyState, writeBuffer, transport } = engine;
  if (readyState !== 'open' || writeBuffer?.length !== 0 || transport?.name !== 'websocket') return undefined;
  const websocket = transport.perMessageDeflate ? undefined : transport.socket;
  const isIdle = websocket?.readyState === OPEN && websocket.bufferedAmount === 0;
  return isIdle ? websocket._socket : undefined;
}

/** A frame as a server sends it, without a mask. */
function textFrame(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const lengthBytes = length <= MAX_SHORT_BYTES ? 0 : length <= 0xffff ? 2 : 8;
  const frame = Buffer.allocUnsafe(2 + lengthBytes + length);
  frame[0] = FINAL_TEXT;
  frame[1] = lengthBytes === 0 ? length : lengthBytes === 2 ? TWO_BYTES_FOLLOW : EIGHT_BYTES_FOLLOW;
  if (lengthBytes === 2) frame.writeUInt16BE(length, 2);
  if (lengthBytes === 8) frame.writeBigUInt64BE(BigInt(length), 2);
  frame.write(text, 2 + lengthBytes);
  return frame;
}
