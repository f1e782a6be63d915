import type { IncomingMessage, ServerResponse } from 'node:http';
import { safeParse, type GenericSchema } from 'valibot';
import { isOwnOrigin } from './origins.js';

const MAX_BODY_BYTES = 500;

/** How an order is answered. */
export interface Outcome {
  status: number;
  body: object;
  /** What is done once the answer is out. */
  after?: () => void;
}

interface DeskSetup<Order> {
  /** Under the base path, `demo/faults`, with a slash before it. */
  path: string;
  schema: GenericSchema<unknown, Order>;
  /** What to say of an order that is none. */
  otherwise: string;
  fulfil: (order: Order) => Outcome | Promise<Outcome>;
}

/** An address where the demo's own pages, and no others, ask the relay for one kind of thing. */
export class DemoDesk<Order> {
  readonly #setup: DeskSetup<Order>;

  constructor(setup: DeskSetup<Order>) {
    this.#setup = setup;
  }

  /** @returns whether the request is an order here, and will be answered. */
  answers(request: IncomingMessage, response: ServerResponse): boolean {
    if (request.method !== 'POST' || request.url !== this.#setup.path) return false;
    this.#outcomeOf(request).then(
      outcome => send(response, outcome),
      () => response.destroy(), // the visitor went away in the middle of asking
    );
    return true;
  }

  async #outcomeOf(request: IncomingMessage): Promise<Outcome> {
    const { schema, otherwise, fulfil } = this.#setup;
    if (!isFromOwnPage(request)) return refused(403, "Only the relay's own page may ask this.");
    const isShort = Number(request.headers['content-length']) <= MAX_BODY_BYTES;
    if (!isShort) return refused(413, `At most ${MAX_BODY_BYTES} bytes.`);
    const order = safeParse(schema, parse(await textOf(request)));
    return order.success ? fulfil(order.output) : refused(400, otherwise);
  }
}

export function refused(status: number, sentence: string): Outcome {
  return { status, body: { sentence } };
}

/** Browsers tell the origin with each POST, and its relation to the relay only where the connection is safe. */
function isFromOwnPage({ headers }: IncomingMessage): boolean {
  const { origin, host, 'sec-fetch-site': relation = 'same-origin' } = headers;
  return relation === 'same-origin' && origin !== undefined && isOwnOrigin(origin, host);
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Without a word to other sites: no page but the relay's own may read it. */
function send(response: ServerResponse, { status, body, after }: Outcome): void {
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  });
  if (after) response.once('finish', after);
  response.end(JSON.stringify(body));
}
