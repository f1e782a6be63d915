import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check, type ReaderLog, type RunRecord } from './checker.js';

const row = (seq: number) => ({ id: `id-${seq}`, seq, rev: seq, message: `text ${seq}` });
const stored = [1, 2, 3].map(row);
const texts = stored.map(({ message }) => message);

function verdictOn(changes: Partial<RunRecord> = {}) {
  const drafts = stored.map(message => {
    return { writer: 'ada', text: message.message, state: 'sent' as const, message };
  });
  const record = { drafts, stored, fresh: texts, readers: [], complaints: [] };
  const { problems, ...counts } = check({ ...record, ...changes });
  return { ...counts, isFine: problems.length === 0 };
}

function verdictOnLog(log: Partial<ReaderLog>) {
  return verdictOn({ readers: [{ name: 'bob', told: texts, shown: texts, isWhole: true, ...log }] });
}

const fine = { messages: 3, lost: 0, twice: 0, outOfOrder: 0, isFine: true };

test('a run in which everything is there once and in order is fine', () => {
  assert.deepEqual(verdictOnLog({}), fine);
});

test('an acked message that is not stored is lost', () => {
  const draft = { writer: 'ada', text: 'gone', state: 'sent' as const, message: { id: 'x', seq: 9 } };
  assert.deepEqual(verdictOn({ drafts: [draft] }), { ...fine, lost: 1, isFine: false });
});

test('a message that is neither sent nor failed is a problem', () => {
  const draft = { writer: 'ada', text: 'waiting', state: 'pending' as const };
  assert.deepEqual(verdictOn({ drafts: [draft] }), { ...fine, isFine: false });
});

test('an id that is stored twice is found, and so is a revision', () => {
  const again = { ...row(4), id: 'id-3' };
  const twice = verdictOn({ stored: [...stored, again], fresh: [...texts, 'text 4'] });
  assert.deepEqual(twice, { ...fine, messages: 4, twice: 1, isFine: false });
  const shared = verdictOn({ stored: [...stored, { ...row(4), rev: 3 }], fresh: [...texts, 'text 4'] });
  assert.deepEqual(shared, { ...fine, messages: 4, outOfOrder: 1, isFine: false });
});

test('a message acked as another than the stored one is out of order', () => {
  const draft = { writer: 'ada', text: 'text 2', state: 'sent' as const, message: { id: 'id-2', seq: 1 } };
  assert.deepEqual(verdictOn({ drafts: [draft] }), { ...fine, outOfOrder: 1, isFine: false });
});

test('what a reader lacks, saw twice, saw late or saw alone is found', () => {
  const [one, two, three] = texts as [string, string, string];
  assert.deepEqual(verdictOnLog({ told: [one, three] }), { ...fine, lost: 1, isFine: false });
  assert.deepEqual(verdictOnLog({ told: [one, two, two, three] }), { ...fine, twice: 1, isFine: false });
  assert.deepEqual(verdictOnLog({ shown: [two, one, three] }), { ...fine, outOfOrder: 1, isFine: false });
  assert.deepEqual(verdictOnLog({ told: [...texts, 'dreamt'] }), { ...fine, isFine: false });
});

test('who came late or left early misses nothing in between', () => {
  assert.deepEqual(verdictOnLog({ told: texts.slice(1), shown: texts.slice(1), isWhole: false }), fine);
  assert.deepEqual(verdictOnLog({ told: texts.slice(0, 2), shown: texts.slice(0, 2), leftAt: 2 }), fine);
  const hole = { told: [texts[0]!, texts[2]!], isWhole: false };
  assert.deepEqual(verdictOnLog(hole), { ...fine, lost: 1, isFine: false });
});

test('someone new sees the stored order', () => {
  assert.deepEqual(verdictOn({ fresh: texts.slice(1) }), { ...fine, lost: 1, isFine: false });
});
