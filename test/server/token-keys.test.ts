import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { readOptions } from '../../server/options.js';

const read = (name: 'tokenSecret' | 'tokenKey', value: unknown) => readOptions({ [name]: value })[name];

function assertWrong(name: 'tokenKey', values: unknown[]): void {
  for (const value of values)
    assert.throws(
      () => read(name, value),
      { message: /^createRelay: tokenKey: \*\*\* is not / },
      JSON.stringify(value),
    );
}

test('secret of tokens is one or two of 32 bytes or more, and is never shown', () => {
  const [first, second] = ['a'.repeat(32), 'ä'.repeat(16)];
  assert.deepEqual(read('tokenSecret', first), [new TextEncoder().encode(first)]);
  assert.equal(readOptions({ tokenSecret: `${first}, ${second}` }).tokenSecret?.length, 2);
  for (const wrong of [
    'short',
    'b'.repeat(31),
    `${first},`,
    `${first},short`,
    [first, first, first].join(),
    7,
  ])
    assert.throws(() => read('tokenSecret', wrong), {
      message: /^createRelay: tokenSecret: \*\*\* is not a secret of at least 32 bytes/,
    });
});

test('key of tokens is public, of a kind that is safe, or an address that nobody can speak for', () => {
  const kinds: [string, string][] = [];
  for (const [type, options] of [
    ['rsa', { modulusLength: 2048 }],
    ['ec', { namedCurve: 'prime256v1' }],
    ['ed25519', {}],
  ] as const) {
    const { publicKey, privateKey } = generateKeyPairSync(
      type as 'rsa',
      options as { modulusLength: number },
    );
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const secret = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    for (const text of [pem, pem.replaceAll('\n', '\\n')])
      kinds.push([type, (read('tokenKey', text) as { algorithm: string }).algorithm]);
    assertWrong('tokenKey', [secret, pem.slice(0, 60)]);
  }
  assert.deepEqual(
    new Map(kinds),
    new Map([
      ['rsa', 'RS256'],
      ['ec', 'ES256'],
      ['ed25519', 'EdDSA'],
    ]),
  );
  const weak = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey;
  const other = generateKeyPairSync('ec', { namedCurve: 'secp384r1' }).publicKey;
  assertWrong(
    'tokenKey',
    [weak, other].map(key => key.export({ type: 'spki', format: 'pem' }).toString()),
  );
  for (const address of ['https://a.org/keys', 'http://localhost:8080/keys', 'http://[::1]/keys'])
    assert.deepEqual(read('tokenKey', address), { address: new URL(address) });
  assertWrong('tokenKey', ['http://a.org/keys', 'file:///keys', 'keys', ' ', 7]);
});

test('what is wrong together is named: two kinds of keys, and a chat in which nobody can write', () => {
  const tokenSecret = 'a'.repeat(32);
  assert.throws(() => readOptions({ tokenSecret, tokenKey: 'https://a.org/keys' }), /give one of them/);
  for (const guests of ['read', 'none'] as const) {
    assert.throws(
      () => readOptions({ guests }),
      /^TypeError: createRelay: guests: with ".*" nobody could write/,
    );
    assert.equal(readOptions({ guests, tokenSecret }).guests, guests);
  }
});
