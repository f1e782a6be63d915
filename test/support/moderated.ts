import type { TestContext } from 'node:test';
import type { RelayOptions } from '../../server/relay.js';
import type { Client, ClientOptions } from './client.js';
import { SECRET, tokenOf } from './jwt.js';
import { startRelay, type TestRelay } from './relay.js';

/** A relay with a moderator in the lobby. Each other comes from an address of their own, unless it is named. */
export interface Moderated {
  relay: TestRelay;
  mod: Client;
  /** Comes into the lobby from 203.0.113.x, whatever x is. */
  arrive(name: string, from: number, options?: ClientOptions): Promise<Client>;
  /** Does something in the lobby as the moderator. */
  moderate(request: object): Promise<Record<string, unknown>>;
}

export const HOUR_MS = 3_600_000;

/** Says where a client comes from: 203.0.113.x, whatever x is. */
export const addressAt = (from: number) => ({ extraHeaders: { 'X-Forwarded-For': `203.0.113.${from}` } });

/** Keeps what moderators do out of the output of tests. */
export function hearAudit(t: TestContext): () => Record<string, unknown>[] {
  const log = t.mock.method(console, 'log', () => {});
  return () => log.mock.calls.map(call => JSON.parse(String(call.arguments[0])) as Record<string, unknown>);
}

/** @param claims what the moderator's token says besides */
export async function openModerated(
  t: TestContext,
  options: RelayOptions = {},
  claims: object = {},
): Promise<Moderated> {
  const relay = await startRelay(t, { tokenSecret: SECRET, trustProxy: 1, rate: 'off', ...options });
  const arrive: Moderated['arrive'] = (name, from, options = {}) =>
    relay.join('lobby', name, { ...options, io: addressAt(from) });
  const mod = await arrive('Mo', 1, {
    token: tokenOf({ sub: 'mo', name: 'Mo', role: 'moderator', ...claims }),
  });
  const moderate = (request: object) =>
    mod.askFor<Record<string, unknown>>('moderate', { room: 'lobby', ...request });
  return { relay, mod, arrive, moderate };
}
