import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { readOptions } from '../../server/options.js';
import { openSockets } from '../../server/sockets.js';
import type { Backing } from '../../server/space.js';
import { Client } from './client.js';

export interface TestSockets {
  url: string;
  /** A current client, connected but in no room. */
  connect(): Promise<Client>;
}

/** The relay's rooms on a store of the test's own, without limits. They are gone when the test is over. */
export async function startSockets(
  t: Pick<TestContext, 'after'>,
  backing: Omit<Backing, 'report' | 'audit' | 'idKey' | 'people' | 'moderation'> & Partial<Backing>,
): Promise<TestSockets> {
  const server = createServer();
  const settings = readOptions({ database: 'sqlite::memory:', rate: 'off' });
  const sockets = openSockets(server, settings, {
    report: console.error,
    idKey: async () => 'key',
    audit: () => {},
    moderation: { readModeration: async () => ({ sanctions: [], rules: [] }), keepDeed: async () => {} },
    people: { personAt: async () => undefined, verifiedPeople: async () => [], keepPeople: async () => {} },
    ...backing,
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  t.after(() => sockets.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const connect = async () => {
    const client = await Client.connect(url);
    t.after(() => client.close());
    return client;
  };
  return { url, connect };
}
