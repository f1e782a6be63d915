import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { readOptions } from '../../server/options.js';
import { openSockets, type Backing } from '../../server/sockets.js';
import { Client } from './client.js';

/** The relay's rooms on a store of the test's own, without limits. They are gone when the test is over. */
export async function startSockets(
  t: Pick<TestContext, 'after'>,
  backing: Pick<Backing, 'store' | 'committer'>,
): Promise<{ url: string; connect(): Promise<Client> }> {
  const server = createServer();
  const settings = readOptions({ database: 'sqlite::memory:', rate: 'off' });
  const sockets = openSockets(server, settings, { ...backing, report: console.error });
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
