import type { TestContext } from 'node:test';
import { createRelay, type Extension, type Relay, type RelayOptions } from '../../server/relay.js';
import { Client, TutorialClient, type ClientOptions } from './client.js';
import { freePort } from './free-port.js';

/** A relay of a test's own, on a free port, and ways in. It is gone when the test is over. */
export interface TestRelay {
  relay: Relay;
  port: number;
  /** With the base path, ending in a slash. */
  url: string;
  /** A current client, connected but in no room. */
  connect(options?: ClientOptions): Promise<Client>;
  /** A current client in a room. */
  join(room: string, name?: string, options?: ClientOptions): Promise<Client>;
  /** A client of the tutorial's kind, connected. */
  connectTutorial(options?: ClientOptions['io']): Promise<TutorialClient>;
}

export async function startRelay(
  t: Pick<TestContext, 'after'>,
  options: RelayOptions = {},
  extension?: Extension,
): Promise<TestRelay> {
  const relay = createRelay({ database: 'sqlite::memory:', ...options }, extension);
  const { port, url } = await relay.listen({ host: '127.0.0.1', port: await freePort() });
  const clients: { close(): void }[] = [];
  t.after(async () => {
    for (const client of clients) client.close();
    await relay.close();
  });
  const keep = <T extends { close(): void }>(client: T): T => {
    clients.push(client);
    return client;
  };
  const connect = (wishes?: ClientOptions) => Client.connect(url, wishes).then(keep);
  return {
    relay,
    port,
    url,
    connect,
    async join(room, name, wishes) {
      const client = await connect({ ...(name !== undefined && { name }), ...wishes });
      await client.join(room);
      return client;
    },
    connectTutorial: options => TutorialClient.connect(url, options).then(keep),
  };
}
