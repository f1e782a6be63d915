import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { Client, TutorialClient } from '../support/client.js';
import { tokenOf } from '../support/jwt.js';
import { addressAt, hearAudit, HOUR_MS, openModerated, type Moderated } from '../support/moderated.js';
import { requestsOf, type Event } from '../support/requests.js';

// Who may do what: every event of the protocol for everyone who may come in, and the word for those who may not. Who does
// not come in is in rights-at-the-door.test.ts, who has to go in rights-at-the-end.test.ts.

const AUDIENCE = 'this chat';
const SHOPS_SECRET = 'the secret of the shop is its own: 32 bytes';

type Outcome = 'ok' | 'muted' | 'not-allowed' | 'bad-token' | 'bad-request' | 'read-only' | 'slow-mode';
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

const UNHEARD = { message: 'read-only', typing: 'read-only', recolor: 'read-only' } as const;

/** Those who are under what holds for a room, and who is in another space: as whom they are, and what else is theirs. */
const LIKE = {
  'guest in a locked room': { as: 'guest', but: { ...UNHEARD, rename: 'read-only' } },
  'member in a locked room': { as: 'member', but: UNHEARD },
  'moderator in a locked room': { as: 'moderator', but: {} },
  'guest in a slow room': { as: 'guest', but: { message: 'slow-mode' } },
  'moderator in a slow room': { as: 'moderator', but: {} },
  'moderator of another space': { as: 'moderator', but: { renew: 'bad-token' } },
} as const satisfies Record<string, { as: InRoom; but: Partial<Record<Event, Outcome>> }>;

type Kind = InRoom | keyof typeof LIKE;
const EVENTS = Object.keys(MATRIX) as Event[];

function outcomeOf(event: Event, kind: Kind): Outcome {
  const { as, but } = isInRoom(kind) ? { as: kind, but: {} } : LIKE[kind];
  return (but as Partial<Record<Event, Outcome>>)[event] ?? MATRIX[event][as];
}

function isInRoom(kind: Kind): kind is InRoom {
  return !Object.hasOwn(LIKE, kind);
}

const claims = (more: object = {}) => tokenOf({ sub: 'ada', name: 'Ada', aud: AUDIENCE, ...more });
const MIA = { sub: 'mia', name: 'Mia', role: 'moderator' };
const arriveAsMia = ({ arrive }: Moderated) => arrive('Mia', 4, { token: claims(MIA) });

/** Everyone who may come in, by what they are. */
const ARRIVALS: Record<Kind, (chat: Moderated) => Promise<Client>> = {
  guest: ({ arrive }) => arrive('Gus', 2),
  member: ({ arrive }) => arrive('Ada', 3, { token: claims() }),
  moderator: arriveAsMia,
  async muted({ arrive, moderate }) {
    const muted = await arrive('Mel', 5);
    await moderate({ action: 'mute', person: muted.joined.you.id, forMs: HOUR_MS });
    return muted;
  },
  'guest in a locked room': chat => locked(chat).then(() => chat.arrive('Gus', 2)),
  'member in a locked room': chat => locked(chat).then(() => chat.arrive('Ada', 3, { token: claims() })),
  'moderator in a locked room': chat => locked(chat).then(() => arriveAsMia(chat)),
  'guest in a slow room': chat => slowed(chat, chat.arrive('Gus', 2)),
  'moderator in a slow room': chat => slowed(chat, arriveAsMia(chat)),
  'moderator of another space': ({ arrive }) =>
    arrive('Mia', 4, { space: 'shop', token: tokenOf({ aud: AUDIENCE, ...MIA }, SHOPS_SECRET) }),
};

const locked = ({ moderate }: Moderated) => moderate({ action: 'lock' });

/** Has said something just now, where one waits for an hour. */
async function slowed<C extends { send(text: string): unknown }>(
  { mod, moderate }: Moderated,
  arriving: Promise<C>,
): Promise<C> {
  const client = await arriving;
  await moderate({ action: 'slow', everyMs: HOUR_MS });
  await client.send('before');
  await mod.next();
  return client;
}

function open(t: TestContext): Promise<Moderated> {
  hearAudit(t);
  t.mock.method(console, 'error', () => {}); // why a token does not hold is told there
  const spaces = { shop: { tokenSecret: SHOPS_SECRET, tokenAudience: AUDIENCE, rate: 'off' } };
  return openModerated(t, { tokenAudience: AUDIENCE, spaces }, { aud: AUDIENCE });
}

const requestsBy = (client: Client, kind: Kind) =>
  requestsOf({ joined: client.joined, token: claims(/moderator/.test(kind) ? MIA : {}) });

for (const kind of Object.keys(ARRIVALS) as Kind[]) {
  test(`a ${kind} may do what is theirs, and nothing else`, async t => {
    const client = await ARRIVALS[kind](await open(t));
    const outcomes: [string, string][] = [];
    for (const event of EVENTS) {
      const answer = await client.ask(event, requestsBy(client, kind)[event]);
      outcomes.push([event, answer.ok ? 'ok' : answer.refusal]);
    }
    assert.deepEqual(
      outcomes,
      EVENTS.map(event => [event, outcomeOf(event, kind)]),
    );
  });

  test(`a ${kind} may do nothing in a room they are not in but come in`, async t => {
    const client = await ARRIVALS[kind](await open(t));
    for (const event of ['since', 'history', 'message', 'typing', 'remove', 'moderate'] as const) {
      const request = { ...requestsBy(client, kind)[event], room: 'elsewhere' };
      assert.deepEqual(await client.ask(event, request), { ok: false, refusal: 'not-joined' }, event);
    }
  });
}

test('what is asked in one space reaches nobody and nothing in another', async t => {
  const chat = await open(t);
  const { mod, arrive } = chat;
  const ada = await arrive('Ada', 3);
  const { id } = await ada.send('stays');
  const elsewhere = await ARRIVALS['moderator of another space'](chat);
  const heard: string[] = [];
  for (const client of [mod, ada]) client.socket.onAny((event: string) => heard.push(event));
  const person = ada.joined.you.id;
  for (const [event, request] of [
    ...Object.entries(requestsBy(elsewhere, 'moderator of another space')),
    ['join', { room: 'lobby' }],
    ['remove', { room: 'lobby', id }],
    ...[{ action: 'remove' }, { action: 'mute', forMs: HOUR_MS }, { action: 'ban', forMs: HOUR_MS }].map(
      deed => ['moderate', { room: 'lobby', person, ...deed }] as const,
    ),
    ...[{ action: 'lock' }, { action: 'slow', everyMs: HOUR_MS }].map(
      deed => ['moderate', { room: 'lobby', ...deed }] as const,
    ),
  ] as [string, object][])
    await elsewhere.ask(event, request);
  // What had reached them would have come before this.
  assert.deepEqual(
    (await ada.join('lobby')).messages.map(({ message }) => message),
    ['stays'],
  );
  assert.deepEqual(heard, []);
  await ada.send('and goes on');
  assert.equal((await arrive('Ada', 3)).joined.people.count, 3);
});

type TutorialKind = 'guest' | 'muted' | 'guest in a locked room' | 'guest in a slow room';

/** The same in the tutorial’s dialect, which knows no members. */
const IN_2013: Record<TutorialKind, (chat: Moderated) => Promise<TutorialClient>> = {
  guest: chat => comeAsIn2013(chat),
  async muted(chat) {
    const client = await comeAsIn2013(chat);
    client.send('hi');
    const { from } = await chat.mod.next();
    await chat.moderate({ action: 'mute', person: from.id, forMs: HOUR_MS });
    return client;
  },
  'guest in a locked room': chat => locked(chat).then(() => comeAsIn2013(chat)),
  'guest in a slow room': chat => slowed(chat, comeAsIn2013(chat)),
};

const comeAsIn2013 = ({ relay }: Moderated) => relay.connectTutorial(addressAt(7));

for (const kind of Object.keys(IN_2013) as TutorialKind[]) {
  test(`in the tutorial’s dialect a line is all there is, for a ${kind} as in the other one`, async t => {
    const chat = await open(t);
    const client = await IN_2013[kind](chat);
    const { joined } = chat.mod;
    const line = JSON.stringify({ type: 'userMessage', message: 'hi' });
    const requests: Record<string, unknown> = { ...requestsOf({ joined, token: claims() }), message: line };
    const outcomes: [string, unknown][] = [];
    for (const event of EVENTS) {
      const answer = await client.ask(event, requests[event]);
      outcomes.push([event, answer.ok ? 'ok' : answer.refusal]);
    }
    assert.deepEqual(
      outcomes,
      EVENTS.map(event => [event, event === 'message' ? outcomeOf(event, kind) : 'bad-request']),
    );
    assert.deepEqual(client.strays, []);
  });
}
