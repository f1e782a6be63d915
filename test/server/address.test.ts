import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { test } from 'node:test';
import fc from 'fast-check';
import { addressOf, networksOf } from '../../server/address.js';
import { RawWebsocket } from '../support/raw.js';
import { startRelay } from '../support/relay.js';

function addressSeen(
  remoteAddress: string | undefined,
  forwardedFor?: string,
  trustProxy: Parameters<typeof addressOf>[1] = 0,
): string {
  const headers = forwardedFor === undefined ? {} : { 'x-forwarded-for': forwardedFor };
  return addressOf({ headers, socket: { remoteAddress } } as unknown as IncomingMessage, trustProxy);
}

test('without proxies of one’s own the address is the socket’s, whatever is claimed', () => {
  assert.equal(addressSeen('203.0.113.7'), '203.0.113.7');
  assert.equal(addressSeen('203.0.113.7', '10.0.0.1, 10.0.0.2'), '203.0.113.7');
  assert.equal(addressSeen(undefined), '');
});

test('behind proxies it is the one that the outermost of them saw', () => {
  assert.equal(addressSeen('10.0.0.1', '203.0.113.7', 1), '203.0.113.7');
  assert.equal(addressSeen('10.0.0.1', 'claimed, 203.0.113.7', 1), '203.0.113.7');
  assert.equal(addressSeen('10.0.0.1', 'claimed, 203.0.113.7, 10.0.0.2', 2), '203.0.113.7');
  assert.equal(addressSeen('10.0.0.1', ' claimed ,,203.0.113.7 , 10.0.0.2 ', 2), '203.0.113.7');
});

test('with fewer hops than proxies it is the farthest there is', () => {
  assert.equal(addressSeen('10.0.0.1', undefined, 2), '10.0.0.1');
  assert.equal(addressSeen('10.0.0.1', '', 1), '10.0.0.1');
  assert.equal(addressSeen('10.0.0.1', '203.0.113.7', 5), '203.0.113.7');
});

test('with networks of proxies it is the rightmost address that is not in one', () => {
  const trusted = networksOf(['10.0.0.0/8', '2001:db8:ffff::/48', '::1'])!;
  const seen = (remote: string, forwardedFor?: string) => addressSeen(remote, forwardedFor, trusted);
  assert.equal(seen('10.0.0.1', 'claimed, 203.0.113.7, 10.9.9.9'), '203.0.113.7');
  assert.equal(seen('::ffff:10.0.0.1', '203.0.113.7:443, [2001:db8:ffff::1]:80, 10.9.9.9:1'), '203.0.113.7');
  assert.equal(seen('::1', '2001:db8:1:2::7'), '2001:db8:1:2::/64');
  assert.equal(seen('203.0.113.8', '203.0.113.7'), '203.0.113.8');
  assert.equal(seen('10.0.0.1', '10.0.0.2, 10.0.0.3'), '10.0.0.2');
  assert.equal(seen('10.0.0.1', '203.0.113.7, unknown'), 'unknown');
  assert.equal(seen('10.0.0.1'), '10.0.0.1');
});

test('what is neither a network nor an address is told apart', () => {
  for (const network of [
    '10.0.0.0/33',
    '10.0.0.0/',
    '10.0.0.0/8/8',
    '10.0.0',
    'ten',
    '::/129',
    '',
    '10.0.0.0/x',
  ])
    assert.equal(networksOf([network]), undefined, network);
  for (const network of ['10.0.0.0/8', '10.0.0.1', '::1', 'fc00::/7', '0.0.0.0/0'])
    assert.ok(networksOf([network]), network);
});

test('nothing that a visitor claims moves what the proxy saw', () => {
  fc.assert(
    fc.property(fc.string(), claim => {
      assert.equal(addressSeen('10.0.0.1', `${claim}, 203.0.113.7`, 1), '203.0.113.7');
    }),
  );
});

test('addresses of one IPv6 network count as one', () => {
  const network = '2001:db8:1:2::/64';
  for (const address of [
    '2001:db8:1:2::1',
    '2001:0DB8:0001:0002:ffff:ffff:ffff:ffff',
    '2001:db8:1:2:0:0:0:1',
    '2001:db8:1:2::1%eth0',
  ])
    assert.equal(addressSeen(address), network, address);
  assert.notEqual(addressSeen('2001:db8:1:3::1'), network);
  assert.equal(addressSeen('::1'), '0:0:0:0::/64');
  assert.equal(addressSeen('2001:db8::'), '2001:db8:0:0::/64');
  assert.equal(addressSeen('1::8'), '1:0:0:0::/64');
});

test('IPv4 address is itself, however it is written', () => {
  for (const address of ['203.0.113.7', '::ffff:203.0.113.7', '::FFFF:203.0.113.7'])
    assert.equal(addressSeen(address), '203.0.113.7', address);
});

test('port that a proxy adds is no part of the address', () => {
  assert.equal(addressSeen('10.0.0.1', '203.0.113.7:50312', 1), '203.0.113.7');
  assert.equal(addressSeen('10.0.0.1', '[2001:db8::1]:50312', 1), '2001:db8:0:0::/64');
  assert.equal(addressSeen('10.0.0.1', '[2001:db8::1]', 1), '2001:db8:0:0::/64');
});

test('behind a proxy each visitor has limits of their own', async t => {
  const relay = await startRelay(t, { trustProxy: 1, rate: '1/1h burst 1' });
  const visitFrom = async (address: string) => {
    const visitor = await RawWebsocket.open(relay.url, { 'X-Forwarded-For': address });
    t.after(() => visitor.close());
    visitor.send('40{"v":1}');
    const joined = visitor.texts.nextThat(text => text.startsWith('40') || text.startsWith('44'));
    return (await joined).slice(0, 2);
  };
  const crowd = Array.from({ length: 200 }, () => visitFrom('claimed, 203.0.113.7'));
  assert.deepEqual(new Set(await Promise.all(crowd)), new Set(['40']));
  assert.equal(await visitFrom('203.0.113.7'), '44');
  assert.equal(await visitFrom('203.0.113.7, 203.0.113.8'), '40');
});
