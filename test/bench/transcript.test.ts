import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Problems } from '../../bench/load/problems.js';
import { Reading, Transcript } from '../../bench/load/transcript.js';

const nothing = Buffer.alloc(0);

/** A room with a reader who is first to hear, and another who hears after them. */
function openRoom() {
  const problems = new Problems();
  const transcript = new Transcript(problems);
  const [first, second] = [new Reading(0, problems), new Reading(0, problems)];
  const hear = (reading: Reading, ...texts: string[]) => {
    const passage = transcript.understand(texts, nothing);
    return passage ? reading.hear(passage) : 0;
  };
  return { problems, transcript, first, second, hear };
}

test('messages that all hear in one order are counted, alone and several in a frame', () => {
  const { problems, transcript, first, second, hear } = openRoom();
  const [a, b, c] = [transcript.write(1), transcript.write(2), transcript.write(1)];
  assert.equal(hear(first, a) + hear(first, b, c), 3);
  assert.equal(hear(second, a, b) + hear(second, c), 3);
  assert.deepEqual(problems.take(), []);
  assert.equal(second.next, transcript.written);
});

test('a message that one reader misses is found with the next one', () => {
  const { problems, transcript, first, second, hear } = openRoom();
  const [a, b, c] = [transcript.write(1), transcript.write(1), transcript.write(1)];
  hear(first, a, b, c);
  hear(second, a);
  hear(second, c);
  assert.match(
    problems.take().join(),
    /1 times: a message that did not come before later ones, such as number 1/,
  );
});

test('a message that comes twice is found, and not counted', () => {
  const { problems, transcript, first, hear } = openRoom();
  const a = transcript.write(1);
  assert.equal(hear(first, a), 1);
  assert.equal(hear(first, a), 0);
  assert.match(problems.take().join(), /came twice/);
});

test('two messages that one reader hears the other way round are found', () => {
  const { problems, transcript, first, second, hear } = openRoom();
  const [a, b] = [transcript.write(1), transcript.write(2)];
  hear(first, a, b);
  hear(second, b);
  hear(second, a);
  assert.equal(problems.take().length, 2);
});

test('a writer’s messages in another order are found also where all hear them so', () => {
  const { problems, transcript, first, hear } = openRoom();
  const [a, b] = [transcript.write(1), transcript.write(1)];
  hear(first, b);
  hear(first, a);
  assert.match(problems.take().join(), /writer’s messages in another order/);
});

test('a text that nobody wrote is found: a changed one, and one of another room', () => {
  const { problems, transcript, first, hear } = openRoom();
  const a = transcript.write(1);
  assert.equal(hear(first, a.replace('1', '7')), 0);
  assert.equal(hear(first, openRoom().transcript.write(3)), 0);
  assert.match(problems.take().join(), /2 times: a frame with texts that nobody wrote/);
});

test('a frame whose messages are not next to each other is found', () => {
  const { problems, transcript, first, hear } = openRoom();
  const [a, b, c] = [transcript.write(1), transcript.write(1), transcript.write(1)];
  hear(first, a, b, c);
  assert.equal(hear(first, a, c), 0);
  assert.match(problems.take().join(), /in another order/);
});

test('what never comes to anyone shows in what was written', () => {
  const { transcript, first, hear } = openRoom();
  hear(first, transcript.write(1));
  transcript.write(1);
  assert.equal(transcript.written - transcript.length, 1);
});
