import assert from 'node:assert/strict';
import type { PeopleChange } from '../../protocol/events.js';
import type { Changes, Person, UserMessage } from '../../protocol/messages.js';
import { newId, type Client } from './client.js';
import type { TestRelay } from './relay.js';

/** Two who talk in a room while something happens beside them. */
export interface Bystanders {
  ada: Client;
  bob: Client;
  /** They talk on, nothing else than the protocol's fields has reached them, and the relay is well. */
  goOn(): Promise<void>;
}

export async function bystandersIn(relay: TestRelay, room = 'lobby'): Promise<Bystanders> {
  const ada = await relay.join(room, 'Ada');
  const bob = await relay.join(room, 'Bob');
  const strays: string[] = [];
  bob.socket.onAny((event: string, news: object) => {
    if (event === 'typing') assertKeys(news, ['ids', 'names', 'room']);
    else if (event === 'settings') assertKeys(news, ['room', 'settings']);
    else if (event !== 'messages' && event !== 'people') strays.push(event);
  });
  let seen = { packets: 0, people: 0 };
  return {
    ada,
    bob,
    async goOn() {
      const text = newId();
      await ada.send(text);
      await bob.messages.nextThat(({ message }) => message === text);
      assert.deepEqual(strays, []);
      assertClean(bob.packets.all.slice(seen.packets), bob.people.all.slice(seen.people));
      seen = { packets: bob.packets.all.length, people: bob.people.all.length };
      const health = await fetch(`${relay.url}healthz`);
      assert.equal(((await health.json()) as { status: string }).status, 'ok');
    },
  };
}

/** Everything a client has heard has the fields of the protocol, and no other. */
function assertClean(packets: Changes[], people: PeopleChange[]): void {
  for (const packet of packets) {
    assertKeys(packet, ['after', 'messages', 'rev', 'room']);
    for (const message of packet.messages) assertCleanMessage(message);
  }
  for (const { joined = [], left = [], list = [], ...change } of people) {
    assertKeys(change, ['count', 'room']);
    for (const person of [...joined, ...left, ...list]) assertCleanPerson(person);
  }
}

export function assertCleanMessage({ removed = true, ...message }: UserMessage): void {
  assert.equal(removed, true);
  assertKeys(message, ['at', 'from', 'id', 'message', 'rev', 'seq', 'type']);
  assertCleanPerson(message.from);
}

function assertCleanPerson({ role = 'moderator', color = 'teal', ...person }: Person): void {
  assert.deepEqual([role, color], ['moderator', 'teal']);
  assertKeys(person, ['id', 'name']);
}

function assertKeys(object: object, keys: string[]): void {
  assert.deepEqual(Object.keys(object).sort(), keys);
}
