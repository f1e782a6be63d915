import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test, type TestContext } from 'node:test';
import { WebSocketServer, type WebSocket } from 'ws';
import { Crowd } from '../../bench/load/crowd.js';

/** What a relay sends to one of its clients, instead of one text. */
type Fault = (text: string, client: number) => string[];

/** A room with a relay that does as it is told, and ten people in it. */
async function openRoom(t: TestContext, fault: Fault): Promise<Crowd> {
  const http = createServer();
  const server = new WebSocketServer({ server: http });
  const clients: WebSocket[] = [];
  server.on('connection', socket => {
    clients.push(socket);
    socket.on('message', (bytes: Buffer) => {
      clients.forEach((client, index) => fault(bytes.toString(), index).forEach(text => client.send(text)));
    });
  });
  await new Promise<void>(resolve => http.listen(0, '127.0.0.1', resolve));
  const crowd = new Crowd();
  t.after(async () => {
    await crowd.leave();
    server.close();
    http.close();
  });
  const { port } = http.address() as AddressInfo;
  await crowd.enter({ port, dialect: 'ws', rooms: 1, people: 10 });
  return crowd;
}

/** The other way round: every second text waits for the next. */
function swapper(): Fault {
  let held: string | undefined;
  return (text, client) => {
    if (client !== 3) return [text];
    const texts = held ? [text, held] : [];
    held = held ? undefined : text;
    return texts;
  };
}

const isFifth = (text: string) => text.startsWith('message 5 ');
const talk = { inFlight: 1, seconds: 5, messages: 20 };
const pace = { perSecond: 100, seconds: 0.2, writers: 2, graceMs: 200, lateMs: 100 };

test('a relay that does what it has to is found to: all is delivered, and nothing is wrong', async t => {
  const crowd = await openRoom(t, text => [text]);
  const heard = await crowd.talk(talk);
  assert.deepEqual([heard.written, heard.due, heard.deliveries, heard.problems], [20, 200, 200, []]);
  const paced = await crowd.pace(pace);
  assert.deepEqual([paced.written, paced.due, paced.deliveries, paced.problems], [20, 200, 200, []]);
  assert.ok(paced.latency.p50 > 0 && paced.latency.max >= paced.latency.p99);
});

const faults: [does: string, fault: Fault, found: RegExp][] = [
  [
    'loses a message of one reader',
    (text, client) => (isFifth(text) && client === 3 ? [] : [text]),
    /did not come/,
  ],
  ['loses a message of all readers', text => (isFifth(text) ? [] : [text]), /another order|never came/],
  [
    'sends a message twice',
    (text, client) => (isFifth(text) && client === 3 ? [text, text] : [text]),
    /twice/,
  ],
  ['changes the order for one reader', swapper(), /did not come before later/],
  ['changes a text', text => [isFifth(text) ? text.replace('writer', 'reader') : text], /nobody wrote/],
];

for (const [does, fault, found] of faults) {
  test(`a relay that ${does} is found out`, async t => {
    const crowd = await openRoom(t, fault);
    const { problems } = await crowd.pace(pace);
    assert.match(problems.join('\n'), found);
  });
}

test('the last message of all, lost to one reader, is found to be missing', async t => {
  const crowd = await openRoom(t, (text, client) =>
    text.startsWith('message 10 ') && client === 3 ? [] : [text],
  );
  const { due, deliveries, problems } = await crowd.pace({ ...pace, writers: 1, perSecond: 50 });
  assert.equal(due - deliveries, 1);
  assert.match(problems.join('\n'), /messages never reached/);
});
