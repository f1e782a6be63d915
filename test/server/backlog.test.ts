import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { Backlog } from '../../server/backlog.js';

/** Somebody with so much to be done; all of it is told by name. */
function waiting(name: string, count: number, done: string[]) {
  return {
    next() {
      done.push(name);
      return --count > 0;
    },
  };
}

/** Time enough for anything. */
function tick({ mock }: TestContext): void {
  for (let turn = 0; turn < 20; turn++) mock.timers.tick(4);
}

test('those who wait have their turns one after the other, however much each wants', t => {
  t.mock.timers.enable({ apis: ['setTimeout', 'setImmediate'] });
  const done: string[] = [];
  const backlog = new Backlog();
  backlog.add(waiting('ada', 20, done));
  backlog.add(waiting('bob', 2, done));
  assert.deepEqual(done, []);
  tick(t);
  assert.deepEqual(done.slice(0, 5), ['ada', 'bob', 'ada', 'bob', 'ada']);
  assert.equal(done.length, 22);
});

test('it rests between a few, and goes on when there is something again', t => {
  t.mock.timers.enable({ apis: ['setTimeout', 'setImmediate'] });
  const done: string[] = [];
  const backlog = new Backlog();
  backlog.add(waiting('ada', 20, done));
  t.mock.timers.tick(0);
  assert.equal(done.length, 8);
  t.mock.timers.tick(3);
  assert.equal(done.length, 8);
  t.mock.timers.tick(1);
  assert.equal(done.length, 16);
  tick(t);
  backlog.add(waiting('bob', 1, done));
  tick(t);
  assert.equal(done.at(-1), 'bob');
});
