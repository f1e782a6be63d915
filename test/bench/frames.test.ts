import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeFrame, FrameReader } from '../../bench/load/frames.js';

/** A text as a websocket server sends it: unmasked. */
function serverFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  const { length } = payload;
  const head = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10);
  head[0] = 0x81;
  head[1] = length < 126 ? length : length < 65_536 ? 126 : 127;
  if (head.length === 4) head.writeUInt16BE(length, 2);
  if (head.length === 10) head.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([head, payload]);
}

function readAll(chunks: Buffer[]): string[] {
  const reader = new FrameReader();
  const texts: string[] = [];
  for (const chunk of chunks)
    reader.read(chunk, (opcode, bytes, start, end) =>
      texts.push(`${opcode} ${bytes.toString('utf8', start, end)}`),
    );
  return texts;
}

const texts = ['', 'short', 'ä'.repeat(100), 'x'.repeat(125), 'y'.repeat(126), 'z'.repeat(70_000), 'last'];
const expected = texts.map(text => `1 ${text}`);
const stream = Buffer.concat(texts.map(serverFrame));

test('frames of every length are read from one chunk', () => {
  assert.deepEqual(readAll([stream]), expected);
});

for (const size of [1, 2, 3, 7, 1000]) {
  test(`frames that come in chunks of ${size} bytes are put together`, () => {
    const count = Math.ceil(stream.length / size);
    const chunks = Array.from({ length: count }, (_, index) =>
      stream.subarray(index * size, (index + 1) * size),
    );
    assert.deepEqual(readAll(chunks), expected);
  });
}

test('what is kept of a frame does not change with the buffer that it came in', () => {
  const reader = new FrameReader();
  const heard: string[] = [];
  const hear = (_: number, bytes: Buffer, start: number, end: number) =>
    heard.push(bytes.toString('utf8', start, end));
  const frame = serverFrame('whole');
  const inbox = Buffer.from(frame.subarray(0, 4));
  reader.read(inbox, hear);
  inbox.fill(0);
  reader.read(frame.subarray(4), hear);
  assert.deepEqual(heard, ['whole']);
});

test('what a client says is masked, and its length is right', () => {
  for (const text of ['a', 'b'.repeat(125), 'c'.repeat(126), 'd'.repeat(4000)]) {
    const frame = encodeFrame(text);
    const isShort = text.length < 126;
    assert.equal(frame[0], 0x81);
    assert.equal(frame[1]! & 0x80, 0x80);
    assert.equal(isShort ? frame[1]! & 0x7f : frame.readUInt16BE(2), text.length);
    assert.equal(frame.toString('utf8', isShort ? 6 : 8), text);
  }
});
