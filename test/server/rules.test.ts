import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { Connection } from '../../server/connection.js';
import { createRelay, type MessageRule } from '../../server/relay.js';
import { Rules } from '../../server/rules.js';
import { newId, type Client } from '../support/client.js';
import { startRelay } from '../support/relay.js';

/** Ada and Bob in a room whose messages pass these rules; and what the relay has reported. */
async function talkUnder(t: TestContext, ...use: MessageRule[]) {
  const reports = t.mock.method(console, 'error', () => {});
  const relay = await startRelay(t, { use, rate: 'off' });
  const ada = await relay.join('lobby', 'Ada');
  const bob = await relay.join('lobby', 'Bob');
  return { relay, ada, bob, reports: () => reports.mock.calls.map(call => String(call.arguments[0])) };
}

const say = (client: Client, message: string) =>
  client.ask('message', { type: 'userMessage', room: client.joined.room, id: newId(), message });
const textsOf = async (client: Client) => (await client.join('lobby')).messages.map(({ message }) => message);

test('rules are passed one after the other, and may change what is said', async t => {
  const seen: string[] = [];
  const { ada, bob } = await talkUnder(
    t,
    async (ctx, next) => {
      seen.push(`${ctx.person.name} in ${ctx.room}: ${ctx.text}`);
      await Promise.resolve();
      ctx.text = ctx.text.toUpperCase();
      await next();
      seen.push('in the log');
    },
    async (ctx, next) => {
      seen.push(ctx.text);
      ctx.text += '!';
      await next();
    },
  );
  assert.equal((await ada.send('hi')).message, 'HI!');
  assert.equal((await bob.next()).message, 'HI!');
  assert.deepEqual(seen, ['Ada in lobby: hi', 'HI', 'in the log']);
});

test('a rule knows which space it is asked in', async t => {
  const seen: string[] = [];
  const relay = await startRelay(t, {
    spaces: { shop: {} },
    use: [
      (ctx, next) => {
        seen.push(`${ctx.space}:${ctx.room} ${ctx.text}`);
        return next();
      },
    ],
  });
  await (await relay.join('lobby', 'Ada')).send('here');
  await (await relay.join('lobby', 'Bob', { space: 'shop' })).send('there');
  // @ts-expect-error a rule reads it, and does not set it
  const move: MessageRule = ctx => (ctx.space = 'shop');
  assert.ok(move);
  assert.deepEqual(seen, [':lobby here', 'shop:lobby there']);
});

test('a rule refuses with a word, and a time where there is one', async t => {
  const { ada } = await talkUnder(t, async (ctx, next) => {
    if (ctx.text === 'later') ctx.refuse('busy', 500);
    if (ctx.text === 'never') ctx.refuse('not-allowed');
    await next();
  });
  assert.deepEqual(await say(ada, 'later'), { ok: false, refusal: 'busy', retryAfter: 500 });
  assert.deepEqual(await say(ada, 'never'), { ok: false, refusal: 'not-allowed' });
  await ada.send('now');
  assert.deepEqual(await textsOf(ada), ['now']);
});

test('a rule that does not go on refuses', async t => {
  const { ada } = await talkUnder(t, async () => {});
  assert.deepEqual(await say(ada, 'hi'), { ok: false, refusal: 'not-allowed' });
});

test('a rule that throws refuses that message alone, and is reported', async t => {
  const { ada, reports } = await talkUnder(t, async ({ text }, next) => {
    if (text === 'boom') throw new Error('out of order');
    await next();
  });
  assert.deepEqual(await say(ada, 'boom'), { ok: false, refusal: 'unavailable' });
  await ada.send('hi');
  assert.deepEqual(await textsOf(ada), ['hi']);
  assert.deepEqual(reports(), ['Error: out of order']);
});

test('a rule that throws once the message is in the log is reported, and the message is there', async t => {
  const { ada, reports } = await talkUnder(t, async (_ctx, next) => {
    await next();
    throw new Error('too late');
  });
  assert.equal((await ada.send('hi')).message, 'hi');
  assert.deepEqual(reports(), ['Error: too late']);
});

test('what a rule makes of a text has to be one', async t => {
  const { ada, reports } = await talkUnder(t, (ctx, next) => {
    ctx.text = { empty: '\u200b', long: 'x'.repeat(4001), breaks: 'a\r\nb' }[ctx.text] ?? ctx.text;
    void next(); // not waited for, and what it rejects with is nobody's
    return new Promise(resolve => setImmediate(resolve));
  });
  assert.deepEqual(await say(ada, 'empty'), { ok: false, refusal: 'empty' });
  assert.deepEqual(await say(ada, 'long'), { ok: false, refusal: 'too-long' });
  assert.equal((await ada.send('breaks')).message, 'a\nb');
  assert.deepEqual(reports(), []);
});

test('going on twice is a mistake, and says the message once', async t => {
  const { ada, reports } = await talkUnder(t, async (_ctx, next) => {
    await next();
    await next();
  });
  await ada.send('hi');
  assert.deepEqual(await textsOf(ada), ['hi']);
  assert.deepEqual(reports(), ['Error: A rule called next() twice.']);
});

test('what one person says stays in order, and others do not wait for it', async t => {
  const held: (() => void)[] = [];
  const { ada, bob } = await talkUnder(t, async ({ text }, next) => {
    if (text === 'slow') await new Promise<void>(resolve => held.push(resolve));
    await next();
  });
  const said = ['slow', 'quick', 'quicker'].map(text => ada.send(text));
  await bob.send('mine');
  held[0]!();
  await Promise.all(said);
  assert.deepEqual(await textsOf(bob), ['mine', 'slow', 'quick', 'quicker']);
});

test('clients of the tutorial’s kind are under the same rules', async t => {
  const { relay, bob } = await talkUnder(t, async (ctx, next) => {
    if (ctx.text === 'no') ctx.refuse('not-allowed');
    ctx.text = `[${ctx.text}]`;
    await next();
  });
  const tutorial = await relay.connectTutorial();
  tutorial.send('no');
  tutorial.send('<b>');
  assert.equal((await bob.next()).message, '[<b>]');
  assert.equal((await tutorial.nextOf('myMessage')).message, '[&lt;b&gt;]');
});

test('a rule that never ends refuses after five seconds, and what it does later says nothing', async t => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const reports: unknown[] = [];
  const held: (() => void)[] = [];
  const rules = new Rules(
    [
      async (_ctx, next) => {
        await new Promise<void>(resolve => held.push(resolve));
        await next();
      },
    ],
    error => reports.push(error),
  );
  const connection = {
    person: { id: 'ada', name: 'Ada' },
    spend() {},
    pace: () => () => {},
    relay: { policies: { of: () => undefined } },
  } as unknown as Connection;
  let commits = 0;
  const passing = rules.pass(connection, { room: 'lobby', id: newId(), message: 'hi' }, async () => {
    commits++;
    throw new Error('not to be reached');
  });
  const refused = assert.rejects(passing, /longer than 5000 ms/);
  await new Promise(resolve => setImmediate(resolve));
  t.mock.timers.tick(5000);
  await refused;
  held[0]!();
  await new Promise(resolve => setImmediate(resolve));
  assert.equal(commits, 0);
});

test('rules are functions', () => {
  for (const use of ['rule', [1], {}])
    assert.throws(() => createRelay({ use } as object), {
      message: 'createRelay: use: it is not a list of functions',
    });
});
