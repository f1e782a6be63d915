import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { test, type TestContext } from 'node:test';
import { promisify } from 'node:util';
import { percentile } from '../faults/measure/percentile.js';
import { Client, newId } from '../support/client.js';
import { runCommand, urlIn } from '../support/command.js';

// A flood on each limit, from one address, while two from another talk on.

const run = promisify(execFile);

const FLOODS = ['messages', 'names', 'joins', 'pages', 'typing', 'nonsense'];
const FLOOD_MS = 3000;
const PAUSE_MS = 25;
const MOST_MEGABYTES = 64;
/** Within this those who talk hear each other, in ms; how it compares with a quiet relay is told beside. */
const MOST_MS = 1000;

async function startRelayProcess(t: TestContext) {
  const { child, announced } = runCommand(t, [], { TRUST_PROXY: '1', CHAT_RATE: '50/1s burst 50' }, 120_000);
  const url = urlIn(await announced);
  const arrive = async (name: string, address: string, room: string) => {
    const io = { extraHeaders: { 'X-Forwarded-For': address } };
    const client = await Client.connect(url, { name, io });
    t.after(() => client.close());
    await client.join(room);
    return client;
  };
  return { url, arrive, pid: child.pid! };
}

function megabytesOf(pid: number): number {
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', `${pid}`], { encoding: 'utf8' })) / 1024;
}

/** How long what Ada says takes to reach Bob at most, for all but the slowest hundredth, in ms. */
async function talk(ada: Client, bob: Client, ms: number): Promise<number> {
  const took: number[] = [];
  const end = performance.now() + ms;
  while (performance.now() < end) {
    const text = newId();
    const began = performance.now();
    const heard = bob.messages.nextThat(({ message }) => message === text);
    await Promise.all([ada.send(text), heard]);
    took.push(performance.now() - began);
    await new Promise(resolve => setTimeout(resolve, PAUSE_MS));
  }
  return percentile(took, 99);
}

/** Floods the relay from another process. @returns how often it was refused as too fast */
async function flood(url: string, name: string): Promise<number> {
  const script = ['--import', 'tsx', 'test/attacks/flooder.ts', url, name, `${FLOOD_MS}`];
  const { stdout } = await run(process.execPath, script);
  return Number(stdout);
}

test('a flood of anything is refused, and those beside it talk on', async t => {
  const { url, arrive, pid } = await startRelayProcess(t);
  const [ada, bob] = [await arrive('Ada', '203.0.113.1', 'talk'), await arrive('Bob', '203.0.113.2', 'talk')];
  await talk(ada, bob, 500);
  const quietMs = await talk(ada, bob, FLOOD_MS);
  const megabytes = megabytesOf(pid);
  for (const name of FLOODS) {
    await t.test(name, async t => {
      const [p99Ms, refused] = await Promise.all([talk(ada, bob, FLOOD_MS + 1000), flood(url, name)]);
      const grown = megabytesOf(pid) - megabytes;
      t.diagnostic(
        `p99 ${p99Ms.toFixed(1)} ms, quiet ${quietMs.toFixed(1)} ms, ${grown.toFixed(0)} MB more, ${refused} refused`,
      );
      assert.ok(refused > 0);
      assert.ok(p99Ms <= MOST_MS, `p99 ${p99Ms} ms`);
      assert.ok(grown <= MOST_MEGABYTES, `${grown} MB more`);
    });
  }
});
