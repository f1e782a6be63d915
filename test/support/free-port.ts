import { createServer } from 'node:net';

/** Below what systems give to outgoing connections, so that it is still free when a relay is started on it again. */
const FIRST_PORT = 20_000;
const LAST_PORT = 32_000;

/** A port nobody listens on. The system's own choice may be an outgoing connection's by the time it is needed twice. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = FIRST_PORT + Math.floor(Math.random() * (LAST_PORT - FIRST_PORT));
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer()
      .once('error', () => resolve(false))
      .listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
