import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { readOptions } from '../../server/options.js';
import { linksIn } from '../../server/words/links.js';
import { masked } from '../../server/words/mask.js';
import { Reading } from '../../server/words/reading.js';
import { WordList } from '../../server/words/word-list.js';
import { newId, type Client } from '../support/client.js';
import { SECRET, tokenOf } from '../support/jwt.js';
import { startRelay } from '../support/relay.js';

const isIn = (words: string[], text: string) => new WordList(words).isIn(Reading.allOf(text));
const maskedBy = (words: string[], text: string) =>
  masked(text, new WordList(words).findIn(Reading.allOf(text)));
const withoutLinks = (text: string) => masked(text, linksIn(text));

const say = (client: Client, message: string) =>
  client.ask('message', { type: 'userMessage', room: 'lobby', id: newId(), message });

/** A lobby with rules of its own, in which Ada speaks. */
async function openLobby(t: TestContext, rules: object) {
  const relay = await startRelay(t, {
    rooms: [{ name: 'lobby', ...rules }, 'other'],
    rate: 'off',
    tokenSecret: SECRET,
  });
  return { relay, ada: await relay.join('lobby', 'Ada') };
}

test('a word is found however it is written', () => {
  for (const text of [
    'darn',
    'DARN it',
    'well, darn!',
    'dаrn', // a Cyrillic а
    'ｄａｒｎ', // full width
    'd\u200bar\u200dn', // invisible characters
    'da\u0301rn\u0308', // accents
    'd a r n',
    'd.a.r.n',
    '𝐝𝐚𝐫𝐧',
  ])
    assert.ok(isIn(['darn'], text), text);
});

test('a word within another one, or one that only looks a little like it, is not found', () => {
  for (const text of ['darning', 'undarn', 'dam', 'barn', 'dar n', 'da rn', 'Scunthorpe'])
    assert.ok(!isIn(['darn', 'cunt'], text), text);
});

test('words of several, of scripts without spaces, and emoji are found', () => {
  assert.ok(isIn(['free crypto'], 'get FREE   Crypto now'));
  assert.ok(!isIn(['free crypto'], 'free the crypto'));
  assert.ok(isIn(['馬鹿'], 'あなたは馬鹿です'));
  assert.ok(isIn(['🖕'], 'you🖕🏽'));
  assert.ok(isIn(['дурак'], 'ты ДУРАК'));
});

test('a mask has a star for each character that is seen, and leaves the rest as it was', () => {
  assert.equal(maskedBy(['darn'], 'Oh darn, d a r n and dаr\u200bn! 👩‍👩‍👧'), 'Oh ****, * * * * and ****! 👩‍👩‍👧');
  assert.equal(maskedBy(['🖕'], 'you🖕🏽'), 'you*');
  assert.equal(maskedBy(['darn', 'darn it'], 'darn it'), '**** **');
  assert.equal(maskedBy(['darn'], 'nothing here'), 'nothing here');
});

test('links are what the widget makes one of, and addresses without their beginning', () => {
  assert.equal(withoutLinks('see https://a.example/b, or not'), `see ${'*'.repeat(19)}, or not`);
  assert.equal(withoutLinks('www.a.example'), '*'.repeat(13));
  assert.equal(withoutLinks('(a.example/b)'), `(${'*'.repeat(11)})`);
  for (const text of ['index.js', 'the end.Next', 'me@a.example', '1.5', 'a/b'])
    assert.equal(withoutLinks(text), text);
});

test('a room refuses what is not said in it, masks what is not to be read, and others do not', async t => {
  const { relay, ada } = await openLobby(t, { words: { refuse: ['darn'], mask: ['heck'] } });
  assert.deepEqual(await say(ada, 'DARN'), { ok: false, refusal: 'not-allowed' });
  assert.equal((await ada.send('what the heck')).message, 'what the ****');
  const bob = await relay.join('other', 'Bob');
  assert.equal((await bob.send('darn, heck')).message, 'darn, heck');
});

test('who is refused for a word has not used up their turn', async t => {
  const { ada } = await openLobby(t, { words: { refuse: ['darn'] }, slow: '1h' });
  assert.deepEqual(await say(ada, 'darn'), { ok: false, refusal: 'not-allowed' });
  assert.equal((await ada.send('sorry')).message, 'sorry');
});

test('links are refused or masked, but not those of moderators; words are anybody’s', async t => {
  const { relay, ada } = await openLobby(t, { links: 'refuse', words: { mask: ['heck'] } });
  assert.deepEqual(await say(ada, 'https://a.example/'), { ok: false, refusal: 'not-allowed' });
  const token = tokenOf({ sub: 'mo', name: 'Mo', role: 'moderator' });
  const mo = await relay.join('lobby', undefined, { token });
  assert.equal((await mo.send('heck, https://a.example/')).message, '****, https://a.example/');
});

test('clients of 2013 are under the same rules', async t => {
  const { relay, ada } = await openLobby(t, { words: { mask: ['heck'] }, links: 'mask' });
  const old = await relay.connectTutorial();
  old.send('heck www.a.example');
  assert.equal((await ada.next()).message, '**** *************');
});

test('nobody goes by a name with such a word in it', async t => {
  const { ada } = await openLobby(t, { words: { refuse: ['darn'] } });
  const answer = await ada.ask('rename', { name: 'Mr. Dаrn' });
  assert.ok(!answer.ok);
  assert.equal(answer.refusal, 'bad-name');
});

test('a long text is compared with the longest list by going through it once', () => {
  const list = new WordList(Array.from({ length: 2000 }, (_, index) => `${'a'.repeat(90)}${index}`));
  const took = (text: string) => {
    const began = performance.now();
    assert.ok(!list.isIn(Reading.allOf(text)));
    return performance.now() - began;
  };
  // What goes through it for each word, or for each place, takes many seconds.
  assert.ok(took('a'.repeat(4000)) < 1000);
  assert.ok(took('a '.repeat(2000)) < 1000);
});

test('every fault in the rules of a room is named with its place', () => {
  const rooms = [
    { name: 'a', words: { refuse: ['', 7, '!'], hide: [] }, links: 'no' },
    { name: 'b', words: { mask: ['x'.repeat(101)] } },
    { name: 'c', words: { mask: Array.from({ length: 2001 }, (_, index) => `word${index}`) } },
  ];
  assert.throws(
    () => readOptions({ rooms } as never),
    ({ message }: Error) => {
      for (const fault of [
        /rooms\[0\]\.words\.refuse\[0\]: "" is not a word of 1 to 100 characters/,
        /rooms\[0\]\.words\.refuse\[1\]: 7 is not a word/,
        /rooms\[0\]\.words\.refuse\[2\]: "!" is not a word/,
        /rooms\[0\]\.words\.hide: "hide" is not one of refuse, mask/,
        /rooms\[0\]\.links: "no" is not allow, mask, refuse/,
        /rooms\[1\]\.words\.mask\[0\]: /,
        /rooms\[2\]\.words\.mask: .* is not a list of up to 2000 words/,
      ])
        assert.match(message, fault);
      return true;
    },
  );
});
