import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Koa, { type Context } from 'koa';
import { Files, type ServedFile } from './files.js';

/** Sources run from server/, the build from dist/server/. */
const root = new URL(
  existsSync(new URL('../package.json', import.meta.url)) ? '../' : '../../',
  import.meta.url,
);

/** The version of this package. */
export const { version } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as {
  version: string;
};

/** The script, its parts, its words in other languages, and the licences of what is in it. */
const PART = /^awesome-chat\.(js|[a-z]{2}(-deeds)?\.json|[a-z0-9-]+\.js|licenses\.txt)$/;
const VERSIONED = `awesome-chat-${version}.`;

const MINUTES_5 = 'public, max-age=300, stale-while-revalidate=86400';
const FOR_EVER = 'public, max-age=31536000, immutable';

const SELF_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'";
const PAGE_POLICY = `${SELF_POLICY}; frame-ancestors 'none'`;
const TRUSTED_TYPES = "require-trusted-types-for 'script'; trusted-types lit-html";
const STRICT_PAGE_POLICY = `${PAGE_POLICY}; ${TRUSTED_TYPES}`;

/** The tutorial's page appends what it hears as markup, which Trusted Types exist to forbid. */
const PAGE_POLICIES: Record<string, string> = { '2013.html': PAGE_POLICY };

type Answer = (ctx: Context) => void;

export interface AppOptions {
  basePath: string;
  /** Whether the demo's pages are served now. */
  hasDemo: () => boolean;
  /** Folders of the demo's with further pages, which come before its own of the same name. */
  extraFolders: readonly string[];
  /** Sites that may have the chat in a frame. Undefined: any. */
  origins: readonly string[] | undefined;
  report: (error: unknown) => void;
}

/** Whether a path is the relay's, on a server that it shares with a site. */
export function isOwnPath(path: string, basePath: string): boolean {
  if (basePath !== '/') return `${path}/`.startsWith(basePath);
  return path.startsWith('/socket.io/') || PART.test(withoutVersion(path.slice(1)));
}

/** A file is there under its name, and under this version, too, where it never changes. */
function withoutVersion(name: string): string {
  return name.startsWith(VERSIONED) ? `awesome-chat.${name.slice(VERSIONED.length)}` : name;
}

/** The relay's own addresses besides the socket's: the script and its words, its demo, and whether it is well. */
export function createApp({ basePath, hasDemo, extraFolders, origins, report }: AppOptions): Koa {
  const parts = new Files(fileURLToPath(new URL('dist/', root)));
  const pageFolders = [...extraFolders.map(folder => `dist/demo/${folder}/`), 'dist/demo/'];
  const pages = pageFolders.map(folder => new Files(fileURLToPath(new URL(folder, root))));
  const frame = [new Files(fileURLToPath(new URL('dist/demo/embed/', root)))];
  const framePolicy = `${SELF_POLICY}; ${TRUSTED_TYPES}; frame-ancestors ${origins ? `'self' ${origins.join(' ')}` : '*'}`;
  const app = new Koa();
  app.on('error', report);
  app.use(async (ctx, next) => {
    ctx.set('X-Content-Type-Options', 'nosniff');
    // HTTP/1.1 keeps a connection also where nothing says so: 47 bytes of every answer.
    if (ctx.req.httpVersion === '1.1' && ctx.res.shouldKeepAlive) ctx.remove('Connection');
    await next();
    if (ctx.status === 404 && !ctx.body) refuse(ctx, 404, 'There is nothing here.');
  });
  app.use(ctx => {
    const answer = answerTo(ctx.path);
    if (answer && !['GET', 'HEAD'].includes(ctx.method)) refuse(ctx, 405, 'Only GET and HEAD work here.');
    else answer?.(ctx);
  });
  return app;

  function answerTo(path: string): Answer | undefined {
    if (`${path}/` === basePath) return ctx => ctx.redirect(basePath);
    if (!path.startsWith(basePath)) return undefined;
    const name = path.slice(basePath.length);
    if (name === 'healthz') return sendHealth;
    const own = partNamed(name, parts) ?? pageNamed(name, frame, () => framePolicy);
    return own ?? (hasDemo() ? pageNamed(name, pages, policyOf) : undefined);
  }
}

function refuse(ctx: Context, status: number, sentence: string): void {
  ctx.status = status;
  ctx.set({
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
    'Cache-Control': 'no-store',
  });
  if (status === 405) ctx.set('Allow', 'GET, HEAD');
  ctx.type = 'text/plain; charset=utf-8';
  ctx.body = `${sentence}\n`;
}

function sendHealth(ctx: Context): void {
  ctx.set('Cache-Control', 'no-store');
  ctx.body = { status: 'ok', version };
}

/** Any page may load the script and what belongs to it, whatever isolation it has asked for. */
function partNamed(name: string, files: Files): Answer | undefined {
  const plain = withoutVersion(name);
  const file = PART.test(plain) ? files.find(plain) : undefined;
  if (!file) return undefined;
  return ctx => {
    ctx.set({ 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' });
    send(ctx, file, name === plain ? MINUTES_5 : FOR_EVER);
  };
}

function policyOf(page: string): string {
  return PAGE_POLICIES[page] ?? STRICT_PAGE_POLICY;
}

/** @param folders the first that has the page gives it. */
function pageNamed(name: string, folders: Files[], policy: (page: string) => string): Answer | undefined {
  const page = name === '' ? 'index.html' : name.includes('.') ? name : `${name}.html`;
  const file = folders.map(files => files.find(page)).find(found => found !== undefined);
  if (!file) return undefined;
  return ctx => {
    ctx.set('Content-Security-Policy', policy(page));
    send(ctx, file, 'no-cache');
  };
}

function send(ctx: Context, file: ServedFile, caching: string): void {
  ctx.status = 200;
  ctx.set({ 'Content-Type': file.type, 'Cache-Control': caching, ETag: file.etag });
  ctx.vary('Accept-Encoding');
  if (ctx.fresh) {
    ctx.status = 304;
    return;
  }
  // The smallest it takes, not the one it names first.
  const encoding = (['br', 'gzip'] as const).find(name => file[name] && ctx.acceptsEncodings(name));
  if (encoding) ctx.set('Content-Encoding', encoding);
  ctx.body = (encoding && file[encoding]) ?? file.plain;
}
