import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:tls';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { folderOf } from '../support/folder.js';
import { freePort } from '../support/free-port.js';

/** A proxy with TLS in front of a relay, as its file in docs/deploy has it. */
export interface Proxy {
  /** Ends with the base path. */
  url: string;
  port: number;
}

export interface ProxyOptions {
  relayPort: number;
  basePath: string;
}

const START_MS = 10_000;

type Start = (t: TestContext, options: ProxyOptions) => Promise<Proxy>;

export const proxies: Record<string, Start> = { nginx: startNginx, caddy: startCaddy };

async function startNginx(t: TestContext, { relayPort, basePath }: ProxyOptions): Promise<Proxy> {
  const [folder, port] = [folderOf(t), await freePort()];
  const { certificate, key } = certificateIn(folder);
  const site = edited('docs/deploy/nginx.conf', [
    ['listen 443 ssl;', `listen 127.0.0.1:${port} ssl;`],
    ['/etc/letsencrypt/live/chat.example.org/fullchain.pem', certificate],
    ['/etc/letsencrypt/live/chat.example.org/privkey.pem', key],
    ['127.0.0.1:3000', `127.0.0.1:${relayPort}`],
    ['location / {', `location ${basePath} {`],
  ]);
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    name => `${name}_temp_path ${join(folder, name)};`,
  );
  const config = `daemon off; pid ${join(folder, 'pid')}; error_log stderr warn;
events {}
http { access_log off; ${paths.join(' ')}
${site} }`;
  writeFileSync(join(folder, 'nginx.conf'), config);
  await run(t, port, ['nginx', '-p', folder, '-c', join(folder, 'nginx.conf'), '-e', 'stderr']);
  return { port, url: `https://localhost:${port}${basePath}` };
}

async function startCaddy(t: TestContext, { relayPort, basePath }: ProxyOptions): Promise<Proxy> {
  const [folder, port] = [folderOf(t), await freePort()];
  const { certificate, key } = certificateIn(folder);
  const isSubPath = basePath !== '/';
  const site = edited(`docs/deploy/Caddyfile${isSubPath ? '.sub-path' : ''}`, [
    [
      isSubPath ? 'example.org {' : 'chat.example.org {',
      `https://localhost:${port} {\n\ttls ${certificate} ${key}\n`,
    ],
    ['127.0.0.1:3000', `127.0.0.1:${relayPort}`],
  ]);
  writeFileSync(join(folder, 'Caddyfile'), `{\n\tadmin off\n\tauto_https disable_redirects\n}\n${site}`);
  const args = ['run', '--config', join(folder, 'Caddyfile'), '--adapter', 'caddyfile'];
  await run(t, port, ['caddy', ...args], { XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder, HOME: folder });
  return { port, url: `https://localhost:${port}${basePath}` };
}

/** A file of the docs with what is another one here. @throws Error when something is not in it */
function edited(file: string, changes: [from: string, to: string][]): string {
  return changes.reduce(
    (text, [from, to]) => {
      const index = text.search(new RegExp(`^[^#\\n]*${from.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`, 'm'));
      if (index < 0) throw new Error(`${file} has no ${from}`);
      return text.slice(0, index) + text.slice(index).replace(from, () => to);
    },
    readFileSync(file, 'utf8'),
  );
}

function certificateIn(folder: string): { certificate: string; key: string } {
  const [certificate, key] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost', '-days', '2'];
  const args = [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    ...subject,
    '-keyout',
    key,
    '-out',
    certificate,
  ];
  mkdirSync(folder, { recursive: true });
  execFileSync('openssl', args, { stdio: 'ignore' });
  return { certificate, key };
}

/** Starts a program and waits until it listens. It is gone when the test is over. */
async function run(
  t: TestContext,
  port: number,
  [program, ...args]: [program: string, ...args: string[]],
  env: NodeJS.ProcessEnv = {},
): Promise<void> {
  const child = spawn(program, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let output = '';
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()));
  t.after(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  const deadline = Date.now() + START_MS;
  while (child.exitCode === null && Date.now() < deadline) {
    if (await listens(port)) return;
    await sleep(50);
  }
  throw new Error(`${program} does not listen: ${output}`);
}

function listens(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(
      { port, host: '127.0.0.1', servername: 'localhost', rejectUnauthorized: false },
      () => {
        socket.destroy();
        resolve(true);
      },
    );
    socket.once('error', () => resolve(false));
  });
}
