import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { TestContext } from 'node:test';

/** The address of a relay that takes whoever comes, and never answers. */
export async function serveSilence(t: TestContext): Promise<string> {
  const taken: Socket[] = [];
  const server = createServer(socket => taken.push(socket)).listen(0, '127.0.0.1');
  t.after(() => {
    server.close();
    for (const socket of taken) socket.destroy();
  });
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}
