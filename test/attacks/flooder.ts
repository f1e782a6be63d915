import { Client, newId } from '../support/client.js';

// A process of its own, so that those who talk are not slowed down by their own flood: `flooder.ts URL FLOOD MS`. Prints
// how often it was refused as too fast.

/** Connections, and requests that each has on its way at a time. */
const CONNECTIONS = 4;
const IN_FLIGHT = 25;

const FLOODS: Record<string, () => [event: string, request: object]> = {
  messages: () => ['message', { type: 'userMessage', room: 'flood', id: newId(), message: 'x'.repeat(2000) }],
  names: () => ['rename', { name: `Mallory ${newId()}` }],
  joins: () => ['join', { room: 'flood', limit: 1 }],
  pages: () => ['history', { room: 'flood', limit: 1 }],
  typing: () => ['typing', { room: 'flood' }],
  nonsense: () => ['nothing', { room: ['x'] }],
};

const [url = '', name = '', ms = ''] = process.argv.slice(2);
const next = FLOODS[name]!;
const io = { extraHeaders: { 'X-Forwarded-For': '203.0.113.66' } };
const flooders = await Promise.all(Array.from({ length: CONNECTIONS }, () => Client.connect(url, { io })));
for (const flooder of flooders) await flooder.ask('join', { room: 'flood' });

const end = performance.now() + Number(ms);
let refused = 0;
await Promise.all(flooders.flatMap(flooder => Array.from({ length: IN_FLIGHT }, () => flood(flooder))));
for (const flooder of flooders) flooder.close();
console.log(refused);

async function flood(flooder: Client): Promise<void> {
  while (performance.now() < end) {
    // A relay may well cut off who asks for more than they read.
    const answer = await flooder.ask(...next()).catch(() => undefined);
    if (!answer) return;
    if (!answer.ok && answer.refusal === 'too-fast') refused++;
  }
}
