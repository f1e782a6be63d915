import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { EVENTS } from '../support/hostile.js';
import { Client, TutorialClient } from '../support/client.js';
import { secondsFromNow, tokenOf } from '../support/jwt.js';
import { addressAt, hearAudit, HOUR_MS, openModerated, type Moderated } from '../support/moderated.js';
import { RawWebsocket } from '../support/raw.js';
import { packetsOf, requestsOf, type Event, type Knock } from '../support/requests.js';

// Who does not come in: nothing of what they say is heard, whichever event of the protocol it is.

const AUDIENCE = 'this chat';
const SHOPS_SECRET = 'the secret of the shop is its own: 32 bytes';
const [ORIGIN, SHOPS_ORIGIN] = ['https://example.org', 'https://shop.example'];
/** Longer than anyone waits for the end of a ban: then no time is told. */
const LONG_MS = 100 * 24 * HOUR_MS;

const claims = (more: object = {}) => tokenOf({ sub: 'ada', name: 'Ada', aud: AUDIENCE, ...more });

function open(t: TestContext): Promise<Moderated> {
  hearAudit(t);
  t.mock.method(console, 'error', () => {}); // why a token does not hold is told there
  const spaces = { shop: { origins: SHOPS_ORIGIN, tokenSecret: SHOPS_SECRET, rate: 'off' } };
  return openModerated(t, { tokenAudience: AUDIENCE, origins: ORIGIN, spaces }, { aud: AUDIENCE });
}

interface ShutOut {
  word: string;
  comes(chat: Moderated): Knock | Promise<Knock>;
}

const from = (address: number) => addressAt(address).extraHeaders;

async function ban({ arrive, moderate }: Moderated, address: number, token?: string): Promise<void> {
  const { joined } = await arrive('Gus', address, { ...(token && { token }) });
  await moderate({ action: 'ban', person: joined.you.id, forMs: LONG_MS });
}

const CURRENT = { v: 1 };
const IN_2013 = {};

const SHUT_OUT: Record<string, ShutOut> = {
  'a guest from a banned address': {
    word: 'banned',
    comes: chat => ban(chat, 2).then(() => ({ auth: CURRENT, headers: from(2) })),
  },
  'a client of the tutorial’s kind from a banned address': {
    word: 'banned',
    comes: chat => ban(chat, 2).then(() => ({ auth: IN_2013, headers: from(2) })),
  },
  'a banned member from elsewhere': {
    word: 'banned',
    comes: chat => ban(chat, 2, claims()).then(() => ({ auth: { v: 1, token: claims() }, headers: from(3) })),
  },
  'a member with a token for another chat': {
    word: 'bad-token',
    comes: () => ({ auth: { v: 1, token: claims({ aud: 'another' }) } }),
  },
  'a member whose token names no chat': {
    word: 'bad-token',
    comes: () => ({ auth: { v: 1, token: claims({ aud: undefined }) } }),
  },
  'a member with a token of another space': {
    word: 'bad-token',
    comes: () => ({ auth: { v: 1, token: tokenOf({ aud: AUDIENCE }, SHOPS_SECRET) } }),
  },
  'a member whose time is over': {
    word: 'expired-token',
    comes: () => ({ auth: { v: 1, token: claims({ exp: secondsFromNow(-90) }) } }),
  },
  'a page of another space’s site': {
    word: 'bad-origin',
    comes: () => ({ auth: CURRENT, headers: { Origin: SHOPS_ORIGIN } }),
  },
  'a page of 2013 on another space’s site': {
    word: 'bad-origin',
    comes: () => ({ auth: IN_2013, headers: { Origin: SHOPS_ORIGIN } }),
  },
  'a page of this site in another space': {
    word: 'bad-origin',
    comes: () => ({ auth: CURRENT, headers: { Origin: ORIGIN }, space: '/shop,' }),
  },
  'a client of the tutorial’s kind in another space': {
    word: 'not-allowed',
    comes: () => ({ auth: IN_2013, space: '/shop,' }),
  },
  'a client of a later version': { word: 'bad-request', comes: () => ({ auth: { v: 2 } }) },
};

/** Comes, and says something whatever the answer. @returns what it is told until the connection is ended */
async function intrude(
  { relay: { url }, mod }: Moderated,
  { auth, headers = {}, space = '' }: Knock,
  { event, atOnce }: { event: Event; atOnce: boolean },
): Promise<string[]> {
  const client = await RawWebsocket.open(url, headers);
  const packets = packetsOf(event, requestsOf({ joined: mod.joined, token: claims() })[event], space);
  const hello = `40${space}${JSON.stringify(auth)}`;
  if (atOnce) client.sendAll([hello, ...packets]);
  else {
    client.send(hello);
    await client.texts.nextThat(text => text.startsWith('44'));
    client.sendAll(packets);
  }
  await client.closed();
  return client.texts.all.filter(text => text.startsWith('4'));
}

for (const [who, { word, comes }] of Object.entries(SHUT_OUT)) {
  test(`${who} is told ${word}, and whatever they say, then or at once, goes nowhere`, async t => {
    const chat = await open(t);
    const knock = await comes(chat);
    const heard: string[] = [];
    chat.mod.socket.onAny((event: string) => heard.push(event));
    for (const event of EVENTS as Event[]) {
      assert.deepEqual(wordsIn(await intrude(chat, knock, { event, atOnce: false })), [word], event);
      // Who does not wait to be let in may be cut off before they are told why not.
      const told = wordsIn(await intrude(chat, knock, { event, atOnce: true }));
      assert.ok(told.length === 0 || (told.length === 1 && told[0] === word), `${event}: ${told.join()}`);
    }
    await assertUntouched(chat, heard);
  });
}

/** The refusals; what is none stands for itself. */
function wordsIn(told: string[]): string[] {
  return told.map(text => /^44.*"refusal":"([a-z-]+)"/.exec(text)?.[1] ?? text);
}

/** Nobody came, nothing was said, and the moderator is who is here. */
async function assertUntouched({ mod }: Moderated, heard: string[]): Promise<void> {
  const { messages, people } = await mod.join('lobby');
  assert.deepEqual(messages, []);
  // Whoever was banned may have left within the last seconds.
  assert.ok(people.count <= 2);
  assert.deepEqual(
    heard.filter(event => event !== 'people'),
    [],
  );
}

for (const transport of ['websocket', 'polling'] as const) {
  test(`a page of a foreign site does not get as far as a connection by ${transport}, in either dialect`, async t => {
    const { url } = (await open(t)).relay;
    const by = (origin: string) => ({ transports: [transport], extraHeaders: { Origin: origin } });
    const knocks = (origin: string) => [
      Client.connect(url, { io: by(origin) }),
      TutorialClient.connect(url, by(origin)),
    ];
    for (const evil of ['https://evil.example', 'null', `${ORIGIN}.evil.example`, 'http://example.org'])
      for (const knock of knocks(evil)) await assert.rejects(knock, /error/, evil);
    for (const welcome of await Promise.all(knocks(ORIGIN))) welcome.close();
  });
}

test('a foreign site is told why by HTTP, and nothing else', async t => {
  const { url } = (await open(t)).relay;
  const ask = (method: string, transport: string) =>
    fetch(`${url}socket.io/?EIO=4&transport=${transport}`, {
      method,
      headers: { Origin: 'https://evil.example' },
    });
  const refused = await ask('GET', 'polling');
  assert.deepEqual([refused.status, await refused.json()], [403, { code: 4, message: 'bad-origin' }]);
  for (const [method, transport] of [
    ['POST', 'polling'],
    ['GET', 'websocket'],
  ] as const)
    assert.equal((await ask(method, transport)).status, 400);
});
