import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Client } from '../support/client.js';
import { hearAudit, openModerated } from '../support/moderated.js';

/** All that a client is told of how rooms are written in, from now on. */
const hearSettings = ({ socket }: Client): unknown[] => {
  const told: unknown[] = [];
  socket.on('settings', settings => told.push(settings));
  return told;
};

test('who is in a room is told at once how it is written in, and nobody else', async t => {
  hearAudit(t);
  const { relay, arrive, mod, moderate } = await openModerated(t);
  const [ada, bob] = [await arrive('Ada', 2), await arrive('Bob', 3)];
  await bob.askFor('leave', { room: 'lobby' });
  const tutorial = await relay.connectTutorial();
  const told = [ada, mod, bob].map(hearSettings);
  await moderate({ action: 'slow', everyMs: 30_000 });
  await moderate({ action: 'lock' });
  await moderate({ action: 'slow', everyMs: 0 });
  const settings = { maxLength: 4000, mayWrite: true };
  const seenBy = (mayWrite: boolean) => [
    { room: 'lobby', settings: { ...settings, slowMs: 30_000 } },
    { room: 'lobby', settings: { ...settings, mayWrite, slowMs: 30_000 } },
    { room: 'lobby', settings: { ...settings, mayWrite } },
  ];
  for (const client of [ada, bob]) await client.ask('typing', { room: 'lobby' });
  assert.deepEqual(told, [seenBy(false), seenBy(true), []]);
  assert.deepEqual(tutorial.strays, []);
});

test('who is muted hears of it at once, in all of their rooms, and when it is over; from there new guests, too', async t => {
  hearAudit(t);
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: Date.now() });
  const { arrive, mod, moderate } = await openModerated(t);
  const [ada, bob, neighbour] = [await arrive('Ada', 2), await arrive('Bob', 3), await arrive('Cy', 2)];
  await ada.join('kitchen');
  const told = [ada, bob, neighbour, mod].map(hearSettings);
  const person = ada.joined.you.id;
  await moderate({ action: 'mute', person, forMs: 60_000 });
  await moderate({ action: 'unmute', person });
  await moderate({ action: 'mute', person, forMs: 30_000 });
  t.mock.timers.tick(30_000);
  for (const client of [ada, bob, neighbour, mod]) await client.ask('typing', { room: 'lobby' });
  const settings = { maxLength: 4000, mayWrite: true };
  const muted = { maxLength: 4000, mayWrite: false, refusal: 'muted' };
  const times = (rooms: string[]) =>
    [muted, settings, muted, settings].flatMap(settings => rooms.map(room => ({ room, settings })));
  assert.deepEqual(told, [times(['lobby', 'kitchen']), [], times(['lobby']), []]);
});
