import assert from 'node:assert/strict';
import { test } from 'node:test';
import { identify } from '../../server/identity.js';
import { RawPolling, RawWebsocket } from '../support/raw.js';
import { startRelay, type TestRelay } from '../support/relay.js';

const ORIGIN = 'https://example.org';

/** Who the relay says a page of that origin is. */
async function personAt(relay: TestRelay, origin: string | undefined, resume: string): Promise<string> {
  const headers = origin === undefined ? {} : { Origin: origin };
  const client = await RawWebsocket.open(relay.url, headers);
  client.send(`40${JSON.stringify({ v: 1, resume })}`);
  await client.texts.nextThat(text => text.startsWith('40'));
  client.send('421["join",{"room":"lobby"}]');
  const { you } = (await client.answer(1)) as { you: { id: string } };
  client.close();
  return you.id;
}

test('guest is a new person each time, with a token of 256 bits', () => {
  const guests = Array.from({ length: 100 }, () => identify({ origin: ORIGIN }));
  assert.equal(new Set(guests.map(({ person }) => person.id)).size, 100);
  assert.equal(new Set(guests.map(({ resume }) => resume)).size, 100);
  for (const { person, resume } of guests) {
    assert.match(person.id, /^[A-Za-z0-9_-]{22}$/);
    assert.match(resume, /^[A-Za-z0-9_-]{43}$/);
    assert.match(person.name, /^Guest \d{4}$/);
  }
});

test('whoever holds the token is the same person, by whatever name', () => {
  const guest = identify({ origin: ORIGIN });
  const again = identify({ origin: ORIGIN, resume: guest.resume });
  assert.deepEqual(again, guest);
  const named = identify({ origin: ORIGIN, resume: guest.resume, name: 'Ada' });
  assert.deepEqual(named, {
    person: { id: guest.person.id, name: 'Ada' },
    role: 'guest',
    resume: guest.resume,
  });
});

test('one token on two sites is two people, and neither tells of the other', () => {
  const { resume, person } = identify({ origin: ORIGIN });
  const ids = ['https://example.com', 'http://example.org', 'https://example.org:8443', 'null', ''].map(
    origin => identify({ origin, resume }).person.id,
  );
  assert.equal(new Set([person.id, ...ids]).size, 6);
});

test('origin and token cannot be shifted into one another', () => {
  const { resume } = identify({ origin: ORIGIN });
  const shifted = identify({ origin: `${ORIGIN}\0${resume.slice(0, 5)}`, resume: resume.slice(5) });
  assert.notEqual(shifted.person.id, identify({ origin: ORIGIN, resume }).person.id);
});

test('name that cannot be used becomes a guest’s, and that is told; no name is no mistake', () => {
  for (const name of ['\u200b', ' ', '\u202e', '\u0301']) {
    const { person, refusal } = identify({ origin: ORIGIN, name });
    assert.match(person.name, /^Guest \d{4}$/);
    assert.equal(refusal, 'bad-name');
  }
  for (const name of ['', undefined]) assert.equal('refusal' in identify({ origin: ORIGIN, name }), false);
});

test('guest is the same person after reconnecting, and after a restart of the relay', async t => {
  const first = await startRelay(t);
  const { id, name, resume } = (await first.join('lobby')).joined.you;
  for (const transports of [['websocket'], ['polling'], ['polling', 'websocket']]) {
    const again = await first.join('lobby', undefined, { resume, io: { transports } });
    assert.deepEqual(again.joined.you, { id, name, resume });
  }
  const second = await startRelay(t);
  assert.deepEqual((await second.join('lobby', undefined, { resume })).joined.you, { id, name, resume });
});

test('two tabs of one guest are one person in the room', async t => {
  const relay = await startRelay(t);
  const ada = await relay.join('lobby', 'Ada');
  const tab = await relay.join('lobby', 'Ada', { resume: ada.joined.you.resume });
  assert.deepEqual([tab.joined.people.count, tab.joined.you.id], [1, ada.joined.you.id]);
});

test('one visitor of two sites is two people, on either transport', async t => {
  const relay = await startRelay(t);
  const { resume } = (await relay.join('lobby')).joined.you;
  const here = await personAt(relay, 'https://a.example.org', resume);
  assert.equal(await personAt(relay, 'https://a.example.org', resume), here);
  assert.notEqual(await personAt(relay, 'https://b.example.org', resume), here);
  const polling = await RawPolling.open(relay.url, { Origin: 'https://a.example.org' });
  await polling.post(`40${JSON.stringify({ v: 1, resume })}`);
  await polling.poll();
  await polling.post('421["join",{"room":"lobby"}]');
  assert.match(await polling.poll(), new RegExp(`"you":{"id":"${here}"`));
});

test('the relay’s own pages are one site, whether or not they send an origin', async t => {
  const relay = await startRelay(t);
  const { resume, id } = (await relay.join('lobby')).joined.you;
  assert.equal(await personAt(relay, undefined, resume), id);
  assert.equal(await personAt(relay, `http://127.0.0.1:${relay.port}`, resume), id);
});

test('public id that was overheard is of no use', async t => {
  const relay = await startRelay(t);
  const ada = await relay.join('lobby', 'Ada');
  await ada.send('hi');
  const mallory = await relay.join('lobby', 'Mallory');
  const overheard = mallory.joined.messages[0]!.from.id;
  assert.equal(overheard, ada.joined.you.id);
  for (const resume of [
    overheard,
    `${overheard}${overheard}`.slice(0, 43),
    `${overheard}${'A'.repeat(21)}`,
  ]) {
    const thief = await relay.join('lobby', 'Ada', { resume });
    assert.notEqual(thief.joined.you.id, overheard);
  }
});

test('token is told to its owner alone', async t => {
  const relay = await startRelay(t);
  const bob = await relay.join('lobby', 'Bob');
  const heard: unknown[] = [];
  bob.socket.onAny((...args: unknown[]) => heard.push(args));
  const ada = await relay.join('lobby', 'Ada');
  await bob.people.nextThat(({ joined = [] }) => joined.some(({ name }) => name === 'Ada'));
  await ada.askFor('rename', { name: 'Ada L.' });
  await ada.send('hi');
  await bob.next();
  const known = JSON.stringify([heard, (await bob.join('lobby')).messages, bob.joined.people]);
  assert.ok(!known.includes(ada.joined.you.resume));
});
