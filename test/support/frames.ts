/** Opcodes of websocket frames (RFC 6455, 5.2). */
export const CONTINUATION = 0;
export const TEXT = 1;
export const BINARY = 2;
export const CLOSE = 8;
export const PING = 9;
export const PONG = 10;

const FINAL = 0x80;
const MASKED = 0x80;
/** There has to be a mask. One of zeros leaves the payload as it is. */
const MASK_BYTES = 4;

export interface Frame {
  payload?: string | Buffer;
  opcode?: number;
  isFinal?: boolean;
}

/** A frame as a client sends it. */
export function encodeFrame({ payload = '', opcode = TEXT, isFinal = true }: Frame): Buffer {
  const length = Buffer.byteLength(payload);
  const lengthBytes = length < 126 ? 0 : length < 0x10000 ? 2 : 8;
  const start = 2 + lengthBytes + MASK_BYTES;
  const frame = Buffer.alloc(start + length);
  frame[0] = opcode | (isFinal ? FINAL : 0);
  frame[1] = MASKED | (lengthBytes === 0 ? length : lengthBytes === 2 ? 126 : 127);
  if (lengthBytes === 2) frame.writeUInt16BE(length, 2);
  if (lengthBytes === 8) frame.writeBigUInt64BE(BigInt(length), 2);
  if (typeof payload === 'string') frame.write(payload, start);
  else payload.copy(frame, start);
  return frame;
}
