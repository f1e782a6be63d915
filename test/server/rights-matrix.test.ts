import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ClientToRelay } from '../../protocol/events.js';
import { newId, TutorialClient, type Client } from '../support/client.js';
import { secondsFromNow, tokenOf } from '../support/jwt.js';
import { hearAudit, HOUR_MS, openModerated, type Moderated } from '../support/moderated.js';

// Who may do what: every event of the protocol for everyone who may come in, and the word for those who may not.

const AUDIENCE = 'this chat';
const ORIGIN = 'https://example.org';

type Outcome = 'ok' | 'muted' | 'not-allowed' | 'bad-token' | 'bad-request';
type Event = keyof ClientToRelay;
type InRoom = 'guest' | 'member' | 'moderator' | 'muted';

const MATRIX: Record<Event, Record<InRoom, Outcome>> = {
  join: { guest: 'ok', member: 'ok', moderator: 'ok', muted: 'ok' },
  since: { guest: 'ok', member: 'ok', moderator: 'ok', muted: 'ok' },
  history: { guest: 'ok', member: 'ok', moderator: 'ok', muted: 'ok' },
  message: { guest: 'ok', member: 'ok', moderator: 'ok', muted: 'muted' },
  typing: { guest: 'ok', member: 'ok', moderator: 'ok', muted: 'muted' },
  rename: { guest: 'ok', member: 'not-allowed', moderator: 'not-allowed', muted: 'muted' },
  recolor: { guest: 'ok', member: 'ok', moderator: 'ok', muted: 'muted' },
  renew: { guest: 'bad-token', member: 'ok', moderator: 'ok', muted: 'bad-token' },
  remove: { guest: 'not-allowed', member: 'not-allowed', moderator: 'ok', muted: 'not-allowed' },
  moderate: { guest: 'not-allowed', member: 'not-allowed', moderator: 'ok', muted: 'not-allowed' },
  leave: { guest: 'ok', member: 'ok', moderator: 'ok', muted: 'ok' },
};

const claims = (more: object = {}) => tokenOf({ sub: 'ada', name: 'Ada', aud: AUDIENCE, ...more });

/** Everyone who may come in, by what they are. */
const ARRIVALS: Record<InRoom, (chat: Moderated) => Promise<Client>> = {
  guest: ({ arrive }) => arrive('Gus', 2),
  member: ({ arrive }) => arrive('Ada', 3, { token: claims() }),
  moderator: ({ arrive }) =>
    arrive('Mia', 4, { token: claims({ sub: 'mia', name: 'Mia', role: 'moderator' }) }),
  async muted({ arrive, moderate }) {
    const muted = await arrive('Mel', 5);
    await moderate({ action: 'mute', person: muted.joined.you.id, forMs: HOUR_MS });
    return muted;
  },
};

function requestOf(event: Event, who: InRoom, { joined }: Client): object {
  const { room, epoch, you } = joined;
  const own = who === 'moderator' ? { sub: 'mia', name: 'Mia', role: 'moderator' } : {};
  const requests: Record<Event, object> = {
    join: { room },
    since: { room, epoch, rev: 0 },
    history: { room },
    message: { type: 'userMessage', room, id: newId(), message: 'hi' },
    typing: { room },
    rename: { name: 'Someone else' },
    recolor: { color: 'teal' },
    renew: { token: claims(own) },
    remove: { room, id: newId() },
    moderate: { room, action: 'remove', person: you.id },
    leave: { room },
  };
  return requests[event];
}

const open = (t: Parameters<typeof openModerated>[0]) => {
  hearAudit(t);
  return openModerated(t, { tokenAudience: AUDIENCE, origins: ORIGIN }, { aud: AUDIENCE });
};

for (const who of Object.keys(ARRIVALS) as InRoom[]) {
  test(`a ${who} may do what is theirs, and nothing else`, async t => {
    const client = await ARRIVALS[who](await open(t));
    const outcomes: [string, string][] = [];
    for (const event of Object.keys(MATRIX) as Event[]) {
      const answer = await client.ask(event, requestOf(event, who, client));
      outcomes.push([event, answer.ok ? 'ok' : answer.refusal]);
    }
    assert.deepEqual(
      outcomes,
      Object.entries(MATRIX).map(([event, row]) => [event, row[who]]),
    );
  });

  test(`a ${who} may do nothing in a room they are not in but come in`, async t => {
    const client = await ARRIVALS[who](await open(t));
    for (const event of ['since', 'history', 'message', 'typing', 'remove', 'moderate'] as const) {
      const request = { ...requestOf(event, who, client), room: 'elsewhere' };
      assert.deepEqual(await client.ask(event, request), { ok: false, refusal: 'not-joined' }, event);
    }
  });
}

/** Why somebody does not come in at all. */
const SHUT_OUT: Record<string, { word: string; options: { token?: string; resume?: string } }> = {
  'a member with a token for another chat': {
    word: 'bad-token',
    options: { token: claims({ aud: 'another' }) },
  },
  'a member whose token names no chat': { word: 'bad-token', options: { token: claims({ aud: undefined }) } },
  'a member whose time is over': {
    word: 'expired-token',
    options: { token: claims({ exp: secondsFromNow(-90) }) },
  },
};

for (const [who, { word, options }] of Object.entries(SHUT_OUT)) {
  test(`${who} does not come in: ${word}`, async t => {
    const { arrive } = await open(t);
    await assert.rejects(arrive('Ada', 6, options), { data: { refusal: word } });
  });
}

test('who is banned does not come in, in either dialect', async t => {
  const { relay, arrive, moderate } = await open(t);
  const guest = await arrive('Gus', 2);
  const io = { extraHeaders: { 'X-Forwarded-For': '203.0.113.2' } };
  await moderate({ action: 'ban', person: guest.joined.you.id, forMs: 100 * 24 * HOUR_MS });
  await assert.rejects(arrive('Gus', 2), { data: { refusal: 'banned' } });
  await assert.rejects(TutorialClient.connect(relay.url, io), { data: { refusal: 'banned' } });
});

test('a page of a foreign site does not get as far as a connection, in either dialect', async t => {
  const { relay } = await open(t);
  const knock = (origin: string) =>
    fetch(`${relay.url}socket.io/?EIO=4&transport=polling`, { headers: { Origin: origin } });
  const refused = await knock('https://evil.example');
  assert.deepEqual([refused.status, await refused.json()], [403, { code: 4, message: 'bad-origin' }]);
  assert.equal((await knock(ORIGIN)).status, 200);
});

test('in the tutorial’s dialect a line is all there is, for those who may write', async t => {
  const { relay, mod, moderate } = await open(t);
  const tutorial = await relay.connectTutorial();
  const ask = (event: string, payload: unknown) =>
    tutorial.socket.timeout(5000).emitWithAck(event as 'leave', payload as never) as Promise<unknown>;
  const line = JSON.stringify({ type: 'userMessage', message: 'hi' });
  assert.deepEqual(await ask('message', line), { ok: true });
  for (const event of Object.keys(MATRIX).filter(event => event !== 'message'))
    assert.deepEqual(await ask(event, { room: 'lobby' }), { ok: false, refusal: 'bad-request' }, event);
  const { from } = await mod.next();
  await moderate({ action: 'mute', person: from.id, forMs: HOUR_MS });
  assert.deepEqual(await ask('message', line), { ok: false, refusal: 'muted' });
});
