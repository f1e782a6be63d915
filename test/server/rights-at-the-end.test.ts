import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { PeopleChange } from '../../protocol/events.js';
import type { Extension } from '../../server/relay.js';
import { LEEWAY_S } from '../../server/tokens.js';
import type { Client } from '../support/client.js';
import { EVENTS } from '../support/hostile.js';
import { Inbox } from '../support/inbox.js';
import { secondsFromNow, tokenOf } from '../support/jwt.js';
import { addressAt, hearAudit, HOUR_MS, openModerated, type Moderated } from '../support/moderated.js';
import { RawPolling, RawWebsocket } from '../support/raw.js';
import { startRelay } from '../support/relay.js';
import { packetsOf, requestsOf, type Event, type Knock } from '../support/requests.js';

// Who has to go: nothing of what they say is heard from then on, whichever event of the protocol it is.

const CURRENT = { v: 1 };
const IN_2013 = {};

const claims = (more: object = {}) => tokenOf({ sub: 'ada', ...more });
const from = (address: number) => addressAt(address).extraHeaders;

function open(t: TestContext): Promise<Moderated> {
  hearAudit(t);
  return openModerated(t);
}

/** Somebody who is in the room, until they have to go. */
interface Leaver {
  client: RawWebsocket;
  id: string;
  event: Event;
}

const BURST = 20;

/** Comes into the lobby, to say one thing again and again. */
async function settle({ relay: { url }, mod }: Moderated, event: Event, knock: Knock): Promise<Leaver> {
  const client = await RawWebsocket.open(url, knock.headers);
  await client.enter(knock.auth);
  if ('v' in knock.auth) {
    client.send('420["join",{"room":"lobby"}]');
    const { you } = (await client.answer(0)) as { you: { id: string } };
    return { client, id: you.id, event };
  }
  client.send(`420["message",${JSON.stringify(JSON.stringify({ type: 'userMessage', message: event }))}]`);
  const { from } = await mod.messages.nextThat(({ message }) => message === event);
  return { client, id: from.id, event };
}

/** Goes on without a pause until the connection is ended, and a little further. */
async function goOn({ client, event }: Leaver, { mod }: Moderated): Promise<void> {
  let isOpen = true;
  const closed = client.closed().then(() => (isOpen = false));
  for (let round = 1; isOpen; round++) {
    const request = requestsOf({ joined: mod.joined, token: claims() })[event];
    // One after the other, so that the last answer is the answer to all.
    const packets = Array.from({ length: BURST }, (_, index) => packetsOf(event, request, '')[index % 2]!);
    const ids = packets.map((packet, index) => packet.replace(/^42\d/, `42${round * BURST + index}`));
    client.sendAll(ids);
    await Promise.race([client.answer(round * BURST + BURST - 1).catch(() => {}), closed]);
  }
}

/** What somebody hears from now on. */
function listenTo({ socket }: Client): { events: Set<string>; changes: Inbox<PeopleChange> } {
  const [events, changes] = [new Set<string>(), new Inbox<PeopleChange>()];
  socket.onAny((event: string) => events.add(event)).on('people', change => changes.put(change));
  return { events, changes };
}

/** How somebody comes to go, with what they come with. */
const ENDS: Record<
  string,
  { comes(index: number): Knock; end(chat: Moderated, id: string): Promise<unknown> }
> = {
  'is banned': {
    comes: index => ({ auth: CURRENT, headers: from(10 + index) }),
    end: ({ moderate }, person) => moderate({ action: 'ban', person, forMs: HOUR_MS }),
  },
  'is banned, in the tutorial’s dialect,': {
    comes: index => ({ auth: IN_2013, headers: from(10 + index) }),
    end: ({ moderate }, person) => moderate({ action: 'ban', person, forMs: HOUR_MS }),
  },
  'is a member whose time is over': {
    comes: index => {
      const token = claims({ sub: `member ${index}`, name: undefined, exp: secondsFromNow(3 - LEEWAY_S) });
      return { auth: { v: 1, token }, headers: from(10 + index) };
    },
    end: async () => {},
  },
};

for (const [who, { comes, end }] of Object.entries(ENDS)) {
  test(`who ${who} is out, though they send each event in bursts, and leaves nothing`, async t => {
    const chat = await open(t);
    const bystander = await chat.arrive('Bob', 9);
    const leavers: Leaver[] = [];
    for (const [index, event] of (EVENTS as Event[]).entries())
      leavers.push(await settle(chat, event, comes(index)));
    const ids = new Set(leavers.map(({ id }) => id));
    assert.equal(ids.size, EVENTS.length);
    const gone = Promise.all(leavers.map(leaver => goOn(leaver, chat)));
    await Promise.all(leavers.map(({ id }) => end(chat, id)));
    await gone;
    // All that was taken from them is in the log before this.
    const { seq } = await chat.mod.send('over');
    await bystander.messages.nextThat(({ message }) => message === 'over');
    const late = listenTo(bystander);
    const cy = await chat.arrive('Cy', 8);
    await late.changes.nextThat(({ count }) => count === 3);
    const { messages, people } = await cy.join('lobby');
    assert.deepEqual(people.list?.map(({ name }) => name).sort(), ['Bob', 'Cy', 'Mo']);
    assert.equal(messages.at(-1)!.seq, seq);
    assert.deepEqual([...late.events], ['people']);
  });
}

for (const [dialect, auth] of [
  ['the current', CURRENT],
  ['the tutorial’s', IN_2013],
] as const) {
  test(`what comes in one payload with the end of a connection is not heard, in ${dialect} dialect`, async t => {
    const endsWhenAsked: Extension = {
      folders: [],
      answers: () => false,
      onConnection(connection) {
        connection.socket.onAny((event: string) => event === 'end' && connection.end({ refusal: 'banned' }));
      },
    };
    const relay = await startRelay(t, { rate: 'off' }, endsWhenAsked);
    const bystander = await relay.join('lobby', 'Bob');
    const { joined } = bystander;
    const leavers: RawPolling[] = [];
    for (let count = 0; count < EVENTS.length; count++)
      leavers.push(await RawPolling.connect(relay.url, auth));
    const late = listenTo(bystander);
    for (const [index, leaver] of leavers.entries()) {
      const event = EVENTS[index] as Event;
      const packets = packetsOf(event, requestsOf({ joined, token: claims() })[event], '');
      await leaver.post(['42["end"]', ...packets].join('\x1e'));
    }
    await relay.join('lobby', 'Cy');
    await late.changes.nextThat(({ count }) => count === 2);
    assert.deepEqual([...late.events], ['people']);
  });
}
