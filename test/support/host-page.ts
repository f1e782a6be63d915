import { createServer, type OutgoingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';

export interface HostPage {
  page: Page;
  /** What the page complained of: uncaught errors and violations of its policy. */
  complaints: string[];
}

const HTML = { 'Content-Type': 'text/html; charset=utf-8' };

interface HostPageOptions {
  headers?: OutgoingHttpHeaders;
  /** Further files of the site, by path. */
  files?: Record<string, string>;
}

/** Opens a page of a site that is not the relay's. Site and page are gone when the test is over. */
export async function openHostPage(
  t: TestContext,
  browser: Pick<Browser | BrowserContext, 'newPage'>,
  html: string,
  { headers = {}, files = {} }: HostPageOptions = {},
): Promise<HostPage> {
  const url = await serveSite(t, html, headers, files);
  const page = await browser.newPage();
  t.after(() => page.close());
  const complaints = await collectComplaints(page);
  await page.goto(url);
  return { page, complaints };
}

/** A site that is not the relay's. It is gone when the test is over. @returns the address of its one page */
export async function serveSite(
  t: TestContext,
  html: string,
  headers: OutgoingHttpHeaders = {},
  more: Record<string, string> = {},
): Promise<string> {
  const files: Record<string, string> = { '/': html, ...more };
  const server = createServer(({ url = '/' }, response) => {
    const body = files[url];
    const type = url.endsWith('.js') ? { 'Content-Type': 'text/javascript' } : {};
    response.writeHead(body === undefined ? 404 : 200, { ...HTML, ...headers, ...type }).end(body);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

async function collectComplaints(page: Page): Promise<string[]> {
  const complaints: string[] = [];
  page.on('pageerror', error => complaints.push(error.message));
  await page.exposeFunction('complain', (what: string) => complaints.push(what));
  await page.addInitScript(() => {
    const { complain } = window as unknown as { complain: (what: string) => void };
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      complain(`${violatedDirective} forbids ${blockedURI}`);
    });
  });
  return complaints;
}
