import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build } from 'esbuild';

const FRAME = `<!doctype html><html lang="en"><meta charset="utf-8"><title>bench</title>
<style>ul { height: 30rem; overflow: auto } li { list-style: none; margin: 0.5em } p { margin: 0 }</style>`;

/** The pages that are measured. They come from another place than the relay, as on most sites. */
export class Site {
  readonly #server: Server;

  static async open(): Promise<Site> {
    const site = new Site(await bundle('bench/pages/list.ts'));
    await new Promise<void>(resolve => site.#server.listen(0, '127.0.0.1', resolve));
    return site;
  }

  private constructor(list: string) {
    this.#server = createServer((request, response) => {
      const { pathname, searchParams } = new URL(request.url!, 'http://localhost');
      const isScript = pathname === '/list.js';
      response.setHeader('Content-Type', `text/${isScript ? 'javascript' : 'html'}; charset=utf-8`);
      response.end(isScript ? list : pageOf(pathname, searchParams.get('relay') ?? ''));
    });
  }

  addressOf(subject: 'widget' | 'list', relay: string): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}/${subject}?relay=${encodeURIComponent(relay)}`;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

/** A script for browsers of a file of ours, with all that it imports. */
export async function bundle(entry: string): Promise<string> {
  const options = { bundle: true, minify: true, write: false, format: 'iife', target: 'es2022' } as const;
  const { outputFiles } = await build({ entryPoints: [entry], ...options });
  return outputFiles[0]!.text;
}

function pageOf(pathname: string, relay: string): string {
  if (pathname === '/list') return `${FRAME}<ul></ul><script src="/list.js"></script>`;
  return `${FRAME}<body><script src="${relay}awesome-chat.js" async></script>`;
}
