import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openSocket } from '../support/client.js';
import { startRelay } from '../support/relay.js';

const MARKUP = `<img src=x onerror="alert('hi')">&`;
const ESCAPED = '&lt;img src=x onerror=&quot;alert(&#39;hi&#39;)&quot;&gt;&amp;';

test('tutorial client is welcomed with a line of its dialect', async t => {
  const relay = await startRelay(t);
  const visitor = await relay.connectTutorial();
  assert.deepEqual(await visitor.next(), {
    type: 'serverMessage',
    message: 'Welcome to the most interesting chat room on earth!',
  });
});

test('tutorial clients talk: userMessage to the others, myMessage back to the sender', async t => {
  const relay = await startRelay(t);
  const [ada, bob] = [await relay.connectTutorial(), await relay.connectTutorial()];
  ada.send('hi');
  const [mine, theirs] = [await ada.nextOf('myMessage'), await bob.nextOf('userMessage')];
  assert.equal(mine.message, 'hi');
  assert.deepEqual({ ...theirs, type: 'myMessage' }, mine);
});

test('both dialects meet in the lobby', async t => {
  const relay = await startRelay(t);
  const old = await relay.connectTutorial();
  const ada = await relay.join('lobby', 'Ada');
  await ada.send('from today');
  const heard = await old.nextOf('userMessage');
  assert.deepEqual([heard.message, heard.from?.name], ['from today', 'Ada']);
  old.send('from 2013');
  const { message, type } = await ada.messages.nextThat(each => each.message === 'from 2013');
  assert.deepEqual([message, type], ['from 2013', 'userMessage']);
});

test('what tutorial clients receive is escaped, what others receive is plain text', async t => {
  const relay = await startRelay(t);
  const old = await relay.connectTutorial();
  const ada = await relay.join('lobby', '<b>Ada</b>');
  await ada.send(MARKUP);
  const heard = await old.nextOf('userMessage');
  assert.deepEqual([heard.message, heard.from?.name], [ESCAPED, '&lt;b&gt;Ada&lt;/b&gt;']);
  old.send(MARKUP);
  assert.equal((await old.nextOf('myMessage')).message, ESCAPED);
  const messages = [await ada.next(), await ada.next()];
  assert.deepEqual(
    messages.map(({ message }) => message),
    [MARKUP, MARKUP],
  );
});

test('the welcome and the notices are escaped too', async t => {
  const relay = await startRelay(t, { welcome: '<i>Welcome</i>' });
  const old = await relay.connectTutorial();
  assert.equal((await old.next()).message, '&lt;i&gt;Welcome&lt;/i&gt;');
  await relay.join('lobby', '<b>Ada</b>');
  assert.equal((await old.next()).message, '&lt;b&gt;Ada&lt;/b&gt; joined');
});

test('comings, new names and goings are lines of the relay', async t => {
  const relay = await startRelay(t);
  const old = await relay.connectTutorial();
  await old.next();
  const clients = await Promise.all(['Ada', 'Bob', 'Cy', 'Dee'].map(name => relay.join('lobby', name)));
  const notice = await old.next();
  assert.equal(notice.type, 'serverMessage');
  assert.match(notice.message, /^\w+, \w+ and 2 others joined$/);
  await clients[0]!.askFor('rename', { name: 'Grace' });
  assert.equal((await old.next()).message, 'Ada is now Grace');
  await Promise.all([0, 1].map(index => clients[index]!.askFor('leave', { room: 'lobby' })));
  assert.match((await old.next()).message, /^(Grace and Bob|Bob and Grace) left$/);
});

test('nobody is told of their own coming', async t => {
  const relay = await startRelay(t);
  const [first, second] = [await relay.connectTutorial(), await relay.connectTutorial()];
  const ada = await relay.join('lobby', 'Ada');
  const isJoin = ({ message }: { message: string }) => message.endsWith('joined');
  const [heardByFirst, heardBySecond] = [
    await first.lines.nextThat(isJoin),
    await second.lines.nextThat(isJoin),
  ];
  const people = ada.joined.people.list!.map(({ name }) => name);
  const [firstName, secondName] = people.filter(name => name !== 'Ada');
  assert.ok(!heardByFirst.message.includes(firstName!), heardByFirst.message);
  assert.ok(!heardBySecond.message.includes(secondName!), heardBySecond.message);
});

test('what is not in its dialect is refused without harm, and nothing else ever reaches it', async t => {
  const relay = await startRelay(t);
  const old = await relay.connectTutorial();
  const nonsense = [
    '{',
    '"hi"',
    '[]',
    'null',
    '{"type":"myMessage","message":"x"}',
    '{"type":"userMessage"}',
  ];
  for (const json of nonsense) {
    const answer = await old.socket.timeout(30_000).emitWithAck('message' as 'join', json as never);
    assert.deepEqual(answer, { ok: false, refusal: 'bad-request' }, json);
  }
  const joined = await old.socket.timeout(30_000).emitWithAck('join', { room: 'kitchen' });
  assert.deepEqual(joined, { ok: false, refusal: 'bad-request' });
  old.send('still here');
  assert.equal((await old.nextOf('myMessage')).message, 'still here');
  assert.deepEqual(old.strays, []);
});

test('an ack is answered', async t => {
  const relay = await startRelay(t);
  const old = await relay.connectTutorial();
  const json = JSON.stringify({ type: 'userMessage', message: 'hi' });
  assert.deepEqual(await old.socket.timeout(30_000).emitWithAck('message' as 'join', json as never), {
    ok: true,
  });
});

test('who is refused by their own doing is told so in a line', async t => {
  const relay = await startRelay(t, { rate: '1/1h burst 1' });
  const old = await relay.connectTutorial();
  await old.next();
  old.send(' ');
  assert.match((await old.next()).message, /^Not sent: there is nothing/);
  old.send('x'.repeat(4001));
  assert.match((await old.next()).message, /^Not sent: it is too long/);
  old.send('one');
  old.send('two');
  const heard = [await old.next(), await old.next()].map(({ type, message }) => `${type}: ${message}`).sort();
  assert.match(heard[0]!, /^myMessage: one/);
  assert.match(heard[1]!, /^serverMessage: Not sent: that was too fast/);
});

test('with the dialect off its clients are refused by word, and others are not', async t => {
  const relay = await startRelay(t, { tutorial: false });
  await assert.rejects(
    openSocket(relay.url, {}, socket => socket),
    { data: { refusal: 'not-allowed' } },
  );
  const ada = await relay.join('lobby', 'Ada');
  assert.equal((await ada.send('hello')).message, 'hello');
});
