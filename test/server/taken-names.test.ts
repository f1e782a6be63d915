import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Person } from '../../protocol/messages.js';
import { Refused } from '../../protocol/refusals.js';
import { looksOf, looksOfName } from '../../server/lookalikes.js';
import { TakenNames } from '../../server/taken-names.js';
import { folderOf } from '../support/folder.js';
import { SECRET, tokenOf } from '../support/jwt.js';
import { startRelay } from '../support/relay.js';

const guest = (name: string): Person => ({ id: 'guest0000000000000000', name });
const member = (name: string, id = 'member000000000000000'): Person => ({ id, name, verified: true });

/** What is suggested instead of a name; undefined where it can be had. */
function suggestionFor(names: TakenNames, person: Person): string | undefined {
  try {
    names.check(person);
    return undefined;
  } catch (error) {
    assert.ok(error instanceof Refused);
    return error.suggestion;
  }
}

test('what a reader takes for the same looks the same', () => {
  const groups = [
    ['paypal', 'раураl', 'PayPaI', 'ｐａｙｐａｌ', '𝓹𝓪𝔂𝓹𝓪𝓵', 'pаypal', 'páypal', 'pay\u0323pal'],
    ['admin', 'ADMIN', 'ADMlN', 'аԁmіn', 'adm1n', 'АDМІN', 'adrnin'],
    ['scope', 'ѕсоре', 'SCOPE', 'sc0pe'],
    ['山田太郎', '山田太郎'],
  ];
  for (const group of groups) {
    for (const text of group) assert.equal(looksOf(text), looksOf(group[0]!), `${text} ${escape(text)}`);
  }
});

test('what a reader can tell apart looks different', () => {
  const names = [
    'Ada',
    'Bob',
    'Ada 2',
    'Алёна',
    'Елена',
    '山田',
    '山口',
    'अनु',
    'अन',
    'محمد',
    'محمود',
    '👩‍🚀',
    '🚀',
  ];
  assert.equal(new Set(names.map(looksOfName)).size, names.length);
});

test('what is neither letter nor digit makes no other name', () => {
  for (const name of ['Ada ✓', '★Ada★', 'A d a', 'A.d.a', '_Ada_', 'Ada 👑', '"Ada"'])
    assert.equal(looksOfName(name), looksOfName('Ada'), name);
  assert.notEqual(looksOfName('✓'), '');
});

test('a reserved name is nobody’s, however it is written and whatever stands beside it', () => {
  const names = new TakenNames();
  for (const name of ['Admin', 'АDМІN', 'Moderator ✓', 'Chat Admin', 'The.Moderator', 'Ѕуstem', 'Y O U'])
    assert.match(suggestionFor(names, guest(name)) ?? '', /^Guest \d{4}$/, name);
  for (const name of ['Adminton', 'Ada', 'Modesty', 'Young'])
    assert.equal(suggestionFor(names, guest(name)), undefined, name);
});

test('the site’s own people have the names that the site gives them', () => {
  const names = new TakenNames();
  assert.equal(suggestionFor(names, member('Support')), undefined);
  assert.equal(suggestionFor(names, { ...guest('Support'), role: 'moderator' }), undefined);
});

test('a verified person’s name is theirs alone, and others are suggested one with a number', () => {
  const names = new TakenNames();
  names.keep(member('Ada'));
  names.keep(guest('Bob'));
  assert.equal(suggestionFor(names, guest('Аdа ✓')), 'Аdа ✓ 2');
  names.keep(member('Ada 2', 'other0000000000000000'));
  assert.equal(suggestionFor(names, guest('Ada')), 'Ada 3');
  assert.equal(suggestionFor(names, guest('Bob')), undefined);
  assert.equal(
    suggestionFor(names, { ...member('Ada'), verified: undefined } as unknown as Person),
    undefined,
  );
});

test('names of ten thousand verified people are kept, those that were here last', () => {
  const names = new TakenNames();
  for (let index = 0; index <= 10_000; index++) names.keep(member(`Member ${index} a`, `${index}`));
  assert.equal(suggestionFor(names, guest('Member 0 a')), undefined);
  assert.equal(suggestionFor(names, guest('Member 1 a')), 'Member 1 a 2');
});

test('who wishes a reserved name comes in as a guest, and is told why, and what could be had', async t => {
  const relay = await startRelay(t);
  const { you } = (await relay.join('lobby', 'Аdmin')).joined;
  assert.match(you.name, /^Guest \d{4}$/);
  assert.deepEqual([you.refusal, you.suggestion], ['bad-name', you.name]);
});

test('who has a name before whom the site vouches for goes by a guest’s once they come, in all tabs', async t => {
  const relay = await startRelay(t, { tokenSecret: SECRET });
  const guest = await relay.join('lobby', 'Аdа');
  const tab = await relay.join('kitchen', 'Аdа', { resume: guest.joined.you.resume });
  const bob = await relay.join('lobby', 'Bob');
  const ada = await relay.join('lobby', undefined, { token: tokenOf({ name: 'Ada' }) });
  for (const { from } of [await guest.send('here'), await tab.send('there', { room: 'kitchen' })])
    assert.match(from.name, /^Guest \d{4}$/);
  assert.equal((await ada.send('mine')).from.name, 'Ada');
  assert.equal((await bob.send('not mine')).from.name, 'Bob');
  // Another one of that name, for whom the site vouches as well, takes it from nobody.
  const other = await relay.join('lobby', undefined, { token: tokenOf({ sub: 'another', name: 'Ada' }) });
  assert.equal((await other.send('mine, too')).from.name, 'Ada');
  assert.equal((await ada.send('still mine')).from.name, 'Ada');
  await bob.askFor('rename', { name: 'Grace' });
  await other.askFor('renew', { token: tokenOf({ sub: 'another', name: 'Grace' }) });
  assert.match((await bob.send('no more')).from.name, /^Guest \d{4}$/);
});

test('the name of a verified person who has written is theirs after a restart too', async t => {
  const options = { tokenSecret: SECRET, database: `sqlite:${folderOf(t)}/chat.db` };
  const before = await startRelay(t, options);
  const ada = await before.join('lobby', undefined, { token: tokenOf({ name: 'Ada' }) });
  await before.join('lobby', undefined, { token: tokenOf({ sub: 'reader', name: 'Grace' }) });
  await ada.send('mine');
  await before.relay.close();
  const after = await startRelay(t, options);
  const { you } = (await after.join('lobby', 'Аdа')).joined;
  assert.deepEqual([you.refusal, you.suggestion], ['bad-name', 'Аdа 2']);
  // Who only looked in left no trace.
  assert.equal((await after.join('lobby', 'Grace')).joined.you.name, 'Grace');
  const back = await after.join('lobby', undefined, { token: tokenOf({ name: 'Ada' }) });
  assert.deepEqual([back.joined.you.name, back.joined.you.id], ['Ada', ada.joined.you.id]);
});

test('who is to be renamed to a reserved name keeps the old one', async t => {
  const relay = await startRelay(t);
  const ada = await relay.join('lobby', 'Ada');
  const answer = await ada.ask('rename', { name: 'Moderator' });
  const { suggestion, ...refused } = answer as { suggestion: string };
  assert.deepEqual(refused, { ok: false, refusal: 'bad-name' });
  assert.match(suggestion, /^Guest \d{4}$/);
  assert.equal((await ada.join('lobby')).you.name, 'Ada');
});

test('a new name is told to the others, and what was said under the old one keeps it', async t => {
  const relay = await startRelay(t);
  const ada = await relay.join('lobby', 'Ada');
  const bob = await relay.join('lobby', 'Bob');
  await ada.send('as Ada');
  await ada.askFor('rename', { name: 'Grace' });
  await ada.send('as Grace');
  const { joined } = await bob.people.nextThat(({ joined }) => joined?.[0]?.name === 'Grace');
  assert.equal(joined![0]!.id, ada.joined.you.id);
  const { messages } = await bob.join('lobby');
  assert.deepEqual(
    messages.map(({ message, from }) => [message, from.name]),
    [
      ['as Ada', 'Ada'],
      ['as Grace', 'Grace'],
    ],
  );
});
