import assert from 'node:assert/strict';
import { createHmac, createPrivateKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test, type TestContext } from 'node:test';
import type { TokenFault } from '../../server/bad-token.js';
import type { TokenKeys } from '../../server/token-keys.js';
import { Tokens, type TokenRules } from '../../server/tokens.js';
import { adasClaims, encoded, SECRET, secondsFromNow, signedByHand, tokenOf } from '../support/jwt.js';

const bytes = (text: string) => new TextEncoder().encode(text);
const withSecrets = (...secrets: string[]): TokenKeys => ({
  algorithm: 'HS256',
  secrets: secrets.map(bytes),
});

function tokensWith(rules: Partial<TokenRules> = {}): Tokens {
  return new Tokens({ keys: withSecrets(SECRET), audience: undefined, issuer: undefined, ...rules });
}

type Refusal = TokenFault | 'expired-token';

async function assertRefused(tokens: Tokens, why: Refusal, token: unknown): Promise<void> {
  const isRight = (error: { refusal?: string; fault?: string }) => {
    assert.equal(error.fault ?? error.refusal, why, JSON.stringify(token)?.slice(0, 200));
    return true;
  };
  await assert.rejects(tokens.read(token), isRight);
}

/** Every token is refused for its own reason, and the same without the flaw holds. */
async function assertAllRefused(cases: [Refusal, unknown][], tokens = tokensWith()): Promise<void> {
  for (const [why, token] of cases) await assertRefused(tokens, why, token);
  assert.equal((await tokens.read(tokenOf())).sub, 'ada');
}

test('token says who someone is, and nothing that is not asked for', async () => {
  const said = { name: 'Ada', picture: 'https://example.org/ada.png', role: 'moderator', rooms: ['team/*'] };
  const exp = secondsFromNow(60);
  const claims = await tokensWith().read(
    tokenOf({ ...said, exp, iss: 'me', admin: true, __proto__: { x: 1 } }),
  );
  assert.deepEqual(claims, { sub: 'ada', iss: 'me', exp, ...said });
});

test('what is no compact token is refused before anything in it is believed', async () => {
  const good = tokenOf();
  const [header, payload, signature] = good.split('.') as [string, string, string];
  await assertAllRefused([
    ...[null, 7, {}, [good], { toString: () => good }].map((token): [Refusal, unknown] => ['no-text', token]),
    ['size', tokenOf({ pad: 'x'.repeat(8192) })],
    ...['', 'x', '..', `${header}.${payload}`, `${good}.x`, `.${good}`, ` ${good}`, `${good}\n`].map(
      (token): [Refusal, unknown] => ['form', token],
    ),
    ['form', `${header}=.${payload}.${signature}`],
    ['form', `${header}.${payload}.${signature}=`],
    ['form', `${header}.${payload}.${signature}+/`],
    ['form', `${header}.${payload.slice(0, 4)} ${payload.slice(4)}.${signature}`],
    // The same bytes, spelt with other bits that do not count.
    ['form', `${header}.${payload}.${signature.slice(0, -1)}${otherSpelling(signature.at(-1)!)}`],
  ]);
});

/** The last of 43 characters holds four bits: two are left over. */
function otherSpelling(character: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return alphabet[alphabet.indexOf(character) ^ 1]!;
}

test('header or payload that is no object of JSON in UTF-8, or reads two ways, is refused though it is signed', async () => {
  const exp = secondsFromNow(300);
  const latin1 = Buffer.from(`{"sub":"ad\xe4","exp":${exp}}`, 'latin1').toString('base64url');
  const signed = `${encoded({ alg: 'HS256' })}.${latin1}`;
  const mac = createHmac('sha256', SECRET).update(signed).digest('base64url');
  await assertAllRefused([
    ...[
      '[]',
      'null',
      '"ada"',
      '7',
      '{',
      '{"sub":"ada",}',
      "{'sub':'ada'}",
      '\ufeff{"sub":"ada"}',
      '{} {}',
    ].map((payload): [Refusal, unknown] => ['json', signedByHand(payload)]),
    ['json', signedByHand(adasClaims(), '["HS256"]')],
    ['json', `${signed}.${mac}`],
    ['duplicate-key', signedByHand(`{"sub":"ada","sub":"bob","exp":${exp}}`)],
    ['duplicate-key', signedByHand(`{"sub":"ada","s\\u0075b":"bob","exp":${exp}}`)],
    ['duplicate-key', signedByHand(`{"sub":"ada","exp":${exp},"x":{"y":1,"y":2}}`)],
    ['duplicate-key', signedByHand(adasClaims(), '{"alg":"HS256","alg":"none"}')],
  ]);
  assert.equal(
    (await tokensWith().read(tokenOf({ note: '"sub": {"sub": 1}', deep: [{ sub: 1 }] }))).sub,
    'ada',
  );
});

test('header that brings a key of its own, or asks for something special, is refused', async () => {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const jwk = publicKey.export({ format: 'jwk' });
  const special = {
    crit: ['exp'],
    jku: 'https://evil.example/keys',
    jwk,
    x5u: 'https://evil.example/cert',
    x5c: ['MII'],
    b64: false,
    zip: 'DEF',
    kid: { $ne: null },
  };
  const cases = Object.entries(special).map(([field, value]): [Refusal, unknown] => [
    'header',
    signedByHand(adasClaims(), { alg: 'HS256', [field]: value }),
  ]);
  await assertAllRefused([
    ...cases,
    ['header', signedByHand(adasClaims(), { alg: 'HS256', kid: 'k'.repeat(257) })],
  ]);
});

test('algorithm is the one of the key, whatever the header says', async () => {
  const unsigned = (alg: unknown) => `${encoded({ alg })}.${encoded(adasClaims())}.`;
  await assertAllRefused([
    ...['none', 'None', 'NONE', 'nOnE', ''].map((alg): [Refusal, unknown] => ['algorithm', unsigned(alg)]),
    ...['HS384', 'HS512', 'RS256', 'hs256', 'ES256', 'dir'].map((alg): [Refusal, unknown] => [
      'algorithm',
      signedByHand(adasClaims(), { alg }),
    ]),
    ...[undefined, null, 1, ['HS256'], { HS256: 1 }].map((alg): [Refusal, unknown] => [
      'algorithm',
      signedByHand(adasClaims(), { alg }),
    ]),
  ]);
});

test('signature is that of the secret, over all of the token', async () => {
  const [header, payload, signature] = tokenOf().split('.') as [string, string, string];
  const promoted = encoded(adasClaims({ role: 'moderator' }));
  await assertAllRefused([
    ['signature', `${header}.${payload}.`],
    ['signature', `${header}.${payload}.AAAA`],
    ['signature', `${header}.${promoted}.${signature}`],
    ['signature', `${encoded({ alg: 'HS256', typ: 'jwt' })}.${payload}.${signature}`],
    ['signature', tokenOf({}, 'another secret of 32 bytes or more')],
    ['signature', tokenOf({}, '')],
    // A key is never looked up by what a token calls it.
    ['signature', signedByHand(adasClaims(), { alg: 'HS256', kid: '../../../dev/null' }, '')],
    ['signature', signedByHand(adasClaims(), { alg: 'HS256', kid: "x' UNION SELECT 'key" }, 'key')],
  ]);
});

test('two secrets hold while one takes the place of the other', async () => {
  const [old, young] = ['old '.repeat(8), 'young '.repeat(8)];
  const both = tokensWith({ keys: withSecrets(young, old) });
  for (const secret of [old, young]) assert.equal((await both.read(tokenOf({}, secret))).sub, 'ada');
  await assertRefused(both, 'signature', tokenOf());
  await assertRefused(both, 'expired-token', tokenOf({ exp: secondsFromNow(-100) }, old));
  await assertRefused(tokensWith({ keys: withSecrets(young) }), 'signature', tokenOf({}, old));
});

test('token holds from nbf to exp, give or take a minute', async () => {
  for (const [exp, nbf] of [
    [50, 50],
    [-50, -100],
    [1e9, -1e9],
  ] as const)
    await tokensWith().read(tokenOf({ exp: secondsFromNow(exp), nbf: secondsFromNow(nbf) }));
  await assertAllRefused([
    ['expired-token', tokenOf({ exp: secondsFromNow(-70) })],
    ['expired-token', tokenOf({ exp: 0 })],
    ['not-yet', tokenOf({ nbf: secondsFromNow(70) })],
    ['no-exp', tokenOf({ exp: undefined })],
    ['no-exp', tokenOf({ exp: `${secondsFromNow(300)}` })],
    ['no-exp', tokenOf({ exp: null })],
    ['not-yet', tokenOf({ nbf: 'now' })],
  ]);
});

test('token is for this relay, and from whom it trusts, where that is said', async () => {
  const tokens = tokensWith({ audience: 'chat', issuer: 'https://example.org' });
  const right = { aud: 'chat', iss: 'https://example.org' };
  for (const aud of ['chat', ['shop', 'chat']])
    assert.equal((await tokens.read(tokenOf({ ...right, aud }))).sub, 'ada');
  for (const aud of [undefined, 'shop', [], ['shop'], { chat: 1 }, 'chat ', null])
    await assertRefused(tokens, 'audience', tokenOf({ ...right, aud }));
  for (const iss of [undefined, 'https://example.org/', ['https://example.org'], null])
    await assertRefused(tokens, 'issuer', tokenOf({ ...right, iss }));
});

test('sub is a text, and rooms are names; what else cannot be used is left out', async () => {
  const wrong = [{ sub: undefined }, { sub: '' }, { sub: 7 }, { sub: 'x'.repeat(256) }, { iss: 7 }];
  const wrongRooms = ['team', [''], [7], ['x'.repeat(129)], Array<string>(101).fill('a'), null, {}];
  await assertAllRefused(
    [...wrong, ...wrongRooms.map(rooms => ({ rooms }))].map(claims => ['claims', tokenOf(claims)]),
  );
  for (const useless of [
    { role: 'admin' },
    { role: ['moderator'] },
    { name: 7 },
    ...['http://a.org/a.png', 'javascript:alert(1)', 'data:image/png,x', 'a.png', '//a.org', 7].map(
      picture => ({
        picture,
      }),
    ),
  ])
    assert.deepEqual(saidIn(await tokensWith().read(tokenOf(useless))), ['exp', 'iss', 'sub']);
});

const saidIn = (claims: object) => Object.keys(JSON.parse(JSON.stringify(claims)) as object).sort();

const KEY_KINDS = [
  ['RS256', generateKeyPairSync('rsa', { modulusLength: 2048 })],
  ['ES256', generateKeyPairSync('ec', { namedCurve: 'prime256v1' })],
  ['EdDSA', generateKeyPairSync('ed25519')],
] as const;

function signedWith(key: KeyObject, header: { alg: string; kid?: string }, claims = adasClaims()): string {
  const text = `${encoded(header)}.${encoded(claims)}`;
  const hash = header.alg === 'EdDSA' ? null : 'sha256';
  const signature = sign(hash, Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' });
  return `${text}.${signature.toString('base64url')}`;
}

for (const [alg, { publicKey, privateKey }] of KEY_KINDS) {
  test(`${alg}: the public key checks tokens, and cannot be used to make one`, async () => {
    const tokens = tokensWith({ keys: { algorithm: alg, key: publicKey } });
    assert.equal((await tokens.read(signedWith(privateKey, { alg }))).sub, 'ada');
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const der = publicKey.export({ type: 'spki', format: 'der' }).toString('latin1');
    for (const confused of [pem, pem.trim(), der])
      await assertRefused(tokens, 'algorithm', signedByHand(adasClaims(), { alg: 'HS256' }, confused));
    await assertRefused(tokens, 'signature', signedByHand(adasClaims(), { alg }, pem));
    await assertRefused(tokens, 'algorithm', `${encoded({ alg: 'none' })}.${encoded(adasClaims())}.`);
    for (const [other, pair] of KEY_KINDS.filter(([kind]) => kind !== alg))
      await assertRefused(tokens, 'algorithm', signedWith(pair.privateKey, { alg: other }));
  });
}

test('an ES256 signature of zeros does not fit', async () => {
  const tokens = tokensWith({ keys: { algorithm: 'ES256', key: KEY_KINDS[1][1].publicKey } });
  const text = `${encoded({ alg: 'ES256' })}.${encoded(adasClaims())}`;
  await assertRefused(tokens, 'signature', `${text}.${Buffer.alloc(64).toString('base64url')}`);
});

/** A site that serves its keys. */
async function serveKeys(
  t: TestContext,
  keys: object[],
): Promise<{ keys: TokenKeys; asked: () => number; fail: () => void }> {
  let asked = 0;
  let status = 200;
  const server = createServer((_request, response) => {
    asked++;
    response.writeHead(status).end(JSON.stringify({ keys }));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const address = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`);
  return { keys: { address }, asked: () => asked, fail: () => (status = 500) };
}

test('keys at an address are found by the name that a token gives, and asked for once', async t => {
  const published = KEY_KINDS.map(([alg, { publicKey }]) => ({
    ...publicKey.export({ format: 'jwk' }),
    alg,
    kid: alg,
  }));
  const shared = { kty: 'oct', k: encoded(SECRET), alg: 'HS256', kid: 'shared' };
  const { keys, asked } = await serveKeys(t, [...published, shared]);
  const tokens = tokensWith({ keys });
  for (const [alg, { privateKey }] of KEY_KINDS)
    assert.equal((await tokens.read(signedWith(privateKey, { alg, kid: alg }))).sub, 'ada');
  const [rsa, ec] = [KEY_KINDS[0][1].privateKey, KEY_KINDS[1][1].privateKey];
  await assertRefused(tokens, 'key', signedWith(rsa, { alg: 'RS256', kid: 'other' }));
  await assertRefused(tokens, 'key', signedWith(rsa, { alg: 'RS256', kid: 'ES256' }));
  await assertRefused(tokens, 'algorithm', signedByHand(adasClaims(), { alg: 'HS256', kid: 'shared' }));
  const stranger = createPrivateKey(
    generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey.export({
      type: 'pkcs8',
      format: 'pem',
    }),
  );
  await assertRefused(tokens, 'signature', signedWith(stranger, { alg: 'ES256', kid: 'ES256' }));
  assert.equal((await tokens.read(signedWith(ec, { alg: 'ES256' }))).sub, 'ada');
  assert.equal(asked(), 1);
});

test('keys that cannot be had refuse nobody for good', async t => {
  const { keys, fail } = await serveKeys(t, []);
  fail();
  const token = signedWith(KEY_KINDS[0][1].privateKey, { alg: 'RS256' });
  const isUnavailable = (error: { refusal: string; retryAfter: number }) =>
    error.refusal === 'unavailable' && error.retryAfter > 0;
  await assert.rejects(tokensWith({ keys }).read(token), isUnavailable);
});
