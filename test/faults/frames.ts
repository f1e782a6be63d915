/** What is let through of what a relay says. */
export type Filter = (chunk: Buffer) => Buffer;

/** How the answer to a sent message begins: engine.io's word, socket.io's word, a number, what the relay says. */
const SENT_ACK = /^43\d+\[\{"ok":true,"message"/;
const END_OF_HEAD = '\r\n\r\n';
const UPGRADED = /^HTTP\/1.1 101 /;

/**
 * Takes acks of sent messages out of a stream of websocket frames. What is no websocket passes as it is.
 *
 * @param isSwallowed asked for each of them
 */
export function ackFilter(isSwallowed: () => boolean): Filter {
  let waiting = Buffer.alloc(0);
  let stream: 'head' | 'frames' | 'other' = 'head';
  const readHead = (): Buffer => {
    const end = waiting.indexOf(END_OF_HEAD);
    if (end === -1) return Buffer.alloc(0);
    const head = waiting.subarray(0, end + END_OF_HEAD.length);
    waiting = waiting.subarray(head.length);
    stream = UPGRADED.test(head.toString('latin1', 0, 20)) ? 'frames' : 'other';
    return head;
  };
  return chunk => {
    waiting = Buffer.concat([waiting, chunk]);
    const passed = stream === 'head' ? [readHead()] : [];
    if (stream === 'other') {
      passed.push(waiting);
      waiting = Buffer.alloc(0);
    }
    for (let frame = firstFrame(waiting); frame && stream === 'frames'; frame = firstFrame(waiting)) {
      waiting = waiting.subarray(frame.length);
      if (!isSentAck(frame) || !isSwallowed()) passed.push(frame);
    }
    return Buffer.concat(passed);
  };
}

/** The first whole frame, as a server sends it: unmasked. */
function firstFrame(bytes: Buffer): Buffer | undefined {
  if (bytes.length < 2) return undefined;
  const length = headLength(bytes) + payloadLength(bytes);
  return bytes.length < length ? undefined : bytes.subarray(0, length);
}

function headLength(bytes: Buffer): number {
  const short = bytes[1]! & 0x7f;
  return short === 126 ? 4 : short === 127 ? 10 : 2;
}

function payloadLength(bytes: Buffer): number {
  const length = headLength(bytes);
  if (bytes.length < length) return Infinity;
  if (length === 4) return bytes.readUInt16BE(2);
  return length === 10 ? Number(bytes.readBigUInt64BE(2)) : bytes[1]! & 0x7f;
}

function isSentAck(frame: Buffer): boolean {
  const head = headLength(frame);
  return SENT_ACK.test(frame.toString('latin1', head, head + 40));
}
