import { createServer } from 'node:http';
import { createRelay } from '../../server/relay.js';
import { Client } from './client.js';
import { RawPolling } from './raw.js';

// Programs that have a relay for a moment, and then nothing to do: started by a test to see that they end.

const MEMORY = { database: 'sqlite::memory:' };

const lives: Record<string, () => Promise<void>> = {
  async unused() {
    createRelay(MEMORY);
  },

  async listening() {
    const relay = createRelay({ ...MEMORY, ping: '1h/1h' });
    const { url } = await relay.listen({ host: '127.0.0.1' });
    for (const transports of [['websocket'], ['polling'], ['polling', 'websocket']]) {
      const client = await Client.connect(url, { io: { transports } });
      await client.join('lobby');
      await client.send('hi');
    }
    const cutOff = await RawPolling.connect(url);
    await cutOff.post('nobody can read this');
    await relay.close();
  },

  async attached() {
    const site = createServer((_request, response) => response.end());
    const relay = createRelay({ ...MEMORY, basePath: '/chat/' });
    await relay.attach(site);
    await new Promise<void>(resolve => site.listen(0, '127.0.0.1', resolve));
    const { port } = site.address() as { port: number };
    const client = await Client.connect(`http://127.0.0.1:${port}/chat/`);
    await client.join('lobby');
    await relay.close();
    await new Promise(resolve => site.close(resolve));
  },
};

await lives[process.argv[2]!]!();
const ended = performance.now();
process.on('exit', () => console.log(Math.round(performance.now() - ended)));
