const FINAL_TEXT = 0x81;
const MASKED = 0x80;
/** A mask of zeros leaves the text as it is: nothing has to be computed, and the relay unmasks it all the same. */
const MASK_BYTES = 4;

export type FrameListener = (opcode: number, bytes: Buffer, start: number, end: number) => void;

/** A text as a websocket client sends it. @throws RangeError for one of 64 kB or more, which no bench needs */
export function encodeFrame(text: string): Buffer {
  const length = Buffer.byteLength(text);
  if (length > 0xffff) throw new RangeError(`${length} bytes are too long for a frame of the bench`);
  const isShort = length < 126;
  const head = (isShort ? 2 : 4) + MASK_BYTES;
  const frame = Buffer.alloc(head + length);
  frame[0] = FINAL_TEXT;
  frame[1] = MASKED | (isShort ? length : 126);
  if (!isShort) frame.writeUInt16BE(length, 2);
  frame.write(text, head);
  return frame;
}

/** Cuts a stream into frames as a websocket server sends them: whole and unmasked. Copies only what is cut apart. */
export class FrameReader {
  #rest: Buffer | undefined;

  /** @param hear is given the place of each payload in bytes that are its own only until it returns */
  read(chunk: Buffer, hear: FrameListener): void {
    const bytes = this.#rest ? Buffer.concat([this.#rest, chunk]) : chunk;
    let offset = 0;
    for (;;) {
      const start = offset + headLength(bytes, offset);
      const end = start + payloadLength(bytes, offset);
      // NaN where not even the head is there.
      if (!(end <= bytes.length)) break;
      hear(bytes[offset]! & 0x0f, bytes, start, end);
      offset = end;
    }
    this.#rest = offset < bytes.length ? Buffer.from(bytes.subarray(offset)) : undefined;
  }
}

function headLength(bytes: Buffer, offset: number): number {
  const short = bytes[offset + 1];
  if (short === undefined) return NaN;
  return short < 126 ? 2 : short === 126 ? 4 : 10;
}

function payloadLength(bytes: Buffer, offset: number): number {
  const head = headLength(bytes, offset);
  if (!(offset + head <= bytes.length)) return NaN;
  if (head === 2) return bytes[offset + 1]!;
  return head === 4 ? bytes.readUInt16BE(offset + 2) : Number(bytes.readBigUInt64BE(offset + 2));
}
