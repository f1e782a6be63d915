import { connect, createServer, type AddressInfo } from 'node:net';

/** A way to a relay that counts the bytes that pass, in both directions. */
export interface CountingProxy {
  port: number;
  bytes: () => number;
  close: () => void;
}

export async function startCountingProxy(target: number): Promise<CountingProxy> {
  let bytes = 0;
  const count = (chunk: Buffer) => (bytes += chunk.length);
  const server = createServer(browser => {
    const relay = connect(target, '127.0.0.1');
    for (const [from, to] of [
      [browser, relay],
      [relay, browser],
    ] as const) {
      from.on('data', count);
      from.on('error', () => to.destroy());
      from.pipe(to);
    }
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, bytes: () => bytes, close: () => server.close() };
}
