import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { run, startUntil } from './run.mjs';

/** Packs the package, installs it in an empty folder and uses it there as a stranger would. */

const folder = mkdtempSync(join(tmpdir(), 'awesome-chat-package-'));
const inFolder = { cwd: folder };

try {
  await lint();
  await install();
  await useCommand();
  await useModules();
  await useTypes();
  console.log('The package works.');
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function lint() {
  await run('npx', ['--no-install', 'publint', '--strict']);
  const skipped = [
    './custom-elements.json',
    './vscode.html-custom-data.json',
    './vscode.css-custom-data.json',
    './awesome-chat.js',
  ];
  await run('npx', [
    '--no-install',
    'attw',
    '--pack',
    '.',
    '--profile',
    'esm-only',
    '--exclude-entrypoints',
    ...skipped,
  ]);
}

async function install() {
  const packed = JSON.parse(await run('npm', ['pack', '--json', '--silent', '--pack-destination', folder]));
  writeFileSync(join(folder, 'package.json'), '{"private":true,"type":"module"}');
  await run('npm', ['install', '--no-audit', '--no-fund', join(folder, packed[0].filename)], inFolder);
}

async function useCommand() {
  const args = ['--no-install', 'awesome-chat', '--port', '0', '--host', '127.0.0.1'];
  const { match, stop } = await startUntil(/http:\/\/\S+/, 'npx', args, inFolder);
  try {
    const health = await fetch(new URL('healthz', match));
    const script = await fetch(new URL('awesome-chat.js', match));
    const code = await script.text();
    if (!health.ok || !script.ok || code.length < 10_000)
      throw new Error(`The relay at ${match} does not serve.`);
  } finally {
    await stop();
  }
}

async function useModules() {
  const code = `import * as protocol from 'awesome-chat/protocol';
import { createRelay } from 'awesome-chat/server';
import { connect } from 'awesome-chat/client';
import { AwesomeChat } from 'awesome-chat';
import 'awesome-chat/element';
import editorData from 'awesome-chat/vscode.html-custom-data.json' with { type: 'json' };
import manifest from 'awesome-chat/custom-elements.json' with { type: 'json' };
import { version } from 'node:process';
const relay = createRelay({ demo: false, database: 'sqlite::memory:' });
const { url } = await relay.listen({ port: 0, host: '127.0.0.1' });
const room = await connect({ relay: url });
const { message } = await room.send('Hello');
room.close();
await relay.close();
if (message !== 'Hello' || room.status !== 'idle') throw new Error(message);
if (AwesomeChat.name !== 'AwesomeChat' || editorData.tags[0].name !== 'awesome-chat') throw new Error('element');
if (!('MAX_TEXT_LENGTH' in protocol) || manifest.modules.length === 0) throw new Error(version);
`;
  writeFileSync(join(folder, 'use.js'), code);
  await run(process.execPath, ['use.js'], inFolder);
}

async function useTypes() {
  const code = `import 'awesome-chat';
import { AwesomeChat } from 'awesome-chat/element';
import type {} from 'awesome-chat/react';
import type { AwesomeChatProps as InVue } from 'awesome-chat/vue';
import type { JSX } from 'react';
import type { GlobalComponents } from 'vue';
import { createRelay, type RelayOptions } from 'awesome-chat/server';
import { connect, Refused, type ChatRoom, type ClientOptions } from 'awesome-chat/client';
import type { UserMessage } from 'awesome-chat/protocol';
const options: RelayOptions = { welcome: 'Hello' };
export const relay = createRelay(options);
export const chat: AwesomeChat | null = document.querySelector('awesome-chat');
chat?.addEventListener('awesome-chat-message', ({ detail: { message, own } }) => console.log(message.message, own));
chat?.addEventListener('awesome-chat-unread', ({ detail: { count } }) => console.log(count.toFixed()));
chat?.toggle(true);
export const textOf = (message: UserMessage): string => message.message;
export const enter = (options: ClientOptions): Promise<ChatRoom> => connect(options);
export const say = (room: ChatRoom): Promise<string> =>
  room.send('Hello').then(textOf, (no: Refused) => no.refusal);
export const nameInVue: keyof GlobalComponents = 'awesome-chat';
export const inVue = (props: InVue): void => props['onAwesome-chat-unread']?.(new CustomEvent('unread', { detail: { count: 1 } }));
export const inJsx: JSX.IntrinsicElements['awesome-chat'] = { room: 'lobby', 'onawesome-chat-message': ({ detail }) => console.log(detail.own) };
// @ts-expect-error a number is no room
export const wrongInJsx: JSX.IntrinsicElements['awesome-chat'] = { room: 7 };
// @ts-expect-error a room is entered at a relay
void connect({ room: 'lobby' });
`;
  mkdirSync(join(folder, 'consumer'));
  // An application has the framework that it is written in.
  mkdirSync(join(folder, 'node_modules/@types'), { recursive: true });
  for (const name of ['@types/react', 'vue'])
    symlinkSync(resolve('node_modules', name), join(folder, 'node_modules', name));
  writeFileSync(join(folder, 'consumer/consumer.ts'), code);
  const types = resolve('node_modules/@types');
  const options = [
    '--noEmit',
    '--strict',
    '--module',
    'nodenext',
    '--target',
    'es2022',
    '--typeRoots',
    types,
  ];
  await run(
    resolve('node_modules/.bin/tsc'),
    [...options, '--types', 'node', 'consumer/consumer.ts'],
    inFolder,
  );
}
