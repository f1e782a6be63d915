import assert from 'node:assert/strict';
import { test } from 'node:test';
import { COLORS, type Color } from '../../protocol/colors.js';
import type { Person } from '../../protocol/messages.js';
import type { Client } from '../support/client.js';
import { folderOf } from '../support/folder.js';
import { SECRET, tokenOf } from '../support/jwt.js';
import { startRelay } from '../support/relay.js';

const recolor = (client: Client, color: Color | 'none') =>
  client.askFor<{ you: Person }>('recolor', { color });

const colorsIn = (people: Person[] | undefined) => people?.map(({ name, color }) => [name, color]);

test('a chosen colour is told to the others at once, and is at what is said from then on', async t => {
  const relay = await startRelay(t);
  const ada = await relay.join('lobby', 'Ada');
  const bob = await relay.join('lobby', 'Bob');
  const tutorial = await relay.connectTutorial();
  await bob.people.nextThat(({ count }) => count === 3);
  await ada.send('plain');
  assert.equal((await recolor(ada, 'teal')).you.color, 'teal');
  assert.deepEqual(colorsIn((await bob.people.next()).joined), [['Ada', 'teal']]);
  await ada.send('teal');
  await recolor(ada, 'none');
  assert.deepEqual(colorsIn((await bob.people.next()).joined), [['Ada', undefined]]);
  await ada.send('plain again');
  const { messages, people } = await bob.join('lobby');
  assert.deepEqual(
    messages.map(({ from }) => from.color),
    [undefined, 'teal', undefined],
  );
  assert.deepEqual(colorsIn(people.list?.slice(0, 2)), [
    ['Ada', undefined],
    ['Bob', undefined],
  ]);
  // It has no word for colours, and hears of none.
  const last = await tutorial.lines.nextThat(({ message }) => message === 'plain again');
  assert.equal(last.type, 'userMessage');
  assert.equal(
    tutorial.lines.all.some(({ message }) => message.includes('is now')),
    false,
  );
});

test('guests and members keep their colour for the next time, and after a restart', async t => {
  const database = `sqlite:${folderOf(t)}/chat.db`;
  const before = await startRelay(t, { database, tokenSecret: SECRET });
  const guest = await before.join('lobby', 'Gus');
  const member = await before.join('lobby', undefined, { token: tokenOf({ name: 'Mia' }) });
  await recolor(guest, 'red');
  await recolor(member, 'pink');
  await member.askFor('renew', { token: tokenOf({ name: 'Mia M.' }) });
  assert.equal((await member.send('renewed')).from.color, 'pink');
  const { resume } = guest.joined.you;
  assert.equal((await before.join('lobby', 'Gus', { resume })).joined.you.color, 'red');
  await before.relay.close();
  const after = await startRelay(t, { database, tokenSecret: SECRET });
  const again = await after.join('lobby', undefined, { resume });
  assert.deepEqual([again.joined.you.name, again.joined.you.color], ['Gus', 'red']);
  const same = await after.join('lobby', undefined, { token: tokenOf({ name: 'Mia' }) });
  assert.equal(same.joined.you.color, 'pink');
  await recolor(again, 'none');
  await again.send('without');
  await after.relay.close();
  const last = await startRelay(t, { database });
  assert.equal((await last.join('lobby', undefined, { resume })).joined.you.color, undefined);
});

test('all tabs of a person have the same name and colour', async t => {
  const relay = await startRelay(t);
  const one = await relay.join('lobby', 'Ada');
  const other = await relay.join('lobby', 'Ada', { resume: one.joined.you.resume });
  await recolor(one, 'olive');
  await one.askFor('rename', { name: 'Grace' });
  const { name, color } = (await other.send('from here')).from;
  assert.deepEqual([name, color], ['Grace', 'olive']);
});

test('only colours that there are can be chosen', async t => {
  const relay = await startRelay(t, { rate: 'off' });
  const ada = await relay.join('lobby', 'Ada');
  for (const color of COLORS) assert.equal((await recolor(ada, color)).you.color, color);
  for (const color of ['', 'Red', 'mauve', '#ff0000', 'red;', 7, null, undefined, ['red'], {}])
    assert.deepEqual(await ada.ask('recolor', { color }), { ok: false, refusal: 'bad-request' });
  assert.equal((await ada.send('still')).from.color, COLORS.at(-1));
});
