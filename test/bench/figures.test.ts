import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Histogram } from '../../bench/load/histogram.js';
import { median, summarize } from '../../bench/sample.js';
import { Sheet } from '../../bench/sheet.js';

const row = { name: 'something', unit: 'ms' };

test('the median of an odd number of values is the one in the middle, of an even number between two', () => {
  assert.equal(median([3, 1, 20]), 3);
  assert.equal(median([4, 1, 2, 100]), 3);
  assert.equal(median([7]), 7);
});

test('the spread is half of the distance between the least and the greatest', () => {
  assert.deepEqual(summarize([10, 16, 11]), { median: 11, spread: 3 });
  assert.deepEqual(summarize([5]), { median: 5, spread: 0 });
});

test('nothing measured is no number', () => {
  assert.ok(Number.isNaN(summarize([]).median));
  assert.ok(Number.isNaN(new Histogram().percentile(50)));
  assert.ok(Number.isNaN(new Sheet().summary('something', 'memory').median));
});

test('percentiles of a thousand times are right to a tenth of a millisecond', () => {
  const histogram = new Histogram();
  for (let ms = 1; ms <= 1000; ms++) histogram.record(ms);
  assert.ok(Math.abs(histogram.percentile(50) - 500) < 0.1);
  assert.ok(Math.abs(histogram.percentile(99) - 990) < 0.1);
  assert.equal(histogram.max, 1000);
});

test('a figure that is no number is a failure, and leaves no row', () => {
  const sheet = new Sheet();
  sheet.record(row, 'memory', NaN);
  assert.deepEqual(sheet.rows, []);
  assert.equal(sheet.failures.length, 1);
});

test('figures of one row are kept by what they belong to', () => {
  const sheet = new Sheet();
  for (const value of [1, 5, 3]) sheet.record(row, 'memory', value);
  sheet.record(row, 'tutorial', 9);
  assert.equal(sheet.rows.length, 1);
  assert.deepEqual(sheet.summary('something', 'memory'), { median: 3, spread: 2 });
  assert.equal(sheet.summary('something', 'tutorial').median, 9);
});

test('no percentile is beyond the longest time', () => {
  const histogram = new Histogram();
  histogram.record(0.51);
  assert.ok(histogram.percentile(99) <= histogram.max);
});
