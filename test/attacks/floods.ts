import { CONTINUATION, PING, TEXT, type Frame } from '../support/frames.js';

/** So much of something a second, in all. */
export interface Flood {
  /** What is sent, by its number. Absent: to connect is all. */
  frame?: (number: number) => Frame;
  /** Frames; or connects, where that is all. */
  perSecond: number;
  connections: number;
  addresses: number;
  /** Whether a second's frames come all at once. */
  isBursting?: boolean;
  /** Whether it goes on when it is told goodbye. */
  isDeaf?: boolean;
  /** How it is sent. Absent: over websockets. */
  by?: 'polling' | 'requests';
}

const ROOM = 'flood';
const LONG = 'x'.repeat(2000);

/** One connection that does fifty times as much as any may. */
const ONE = { connections: 1, addresses: 1, perSecond: 1000 };

const ask = (event: string, payload: object) => (number: number) => ({
  payload: `42${number % 10_000}${JSON.stringify([event, payload])}`,
});
const say = (message: string) => (number: number) => {
  const id = `flood-${String(number).padStart(16, '0')}`;
  return ask('message', { type: 'userMessage', room: ROOM, id, message })(number);
};
const rename = (number: number) => ask('rename', { name: `Mallory ${number}` })(number);
const join = (number: number) => ask('join', { room: `${ROOM}-${number % 1000}`, limit: 1 })(number);
const page = ask('history', { room: ROOM, limit: 1 });
const unparsable = `42["join",${'['.repeat(30_000)}${']'.repeat(30_000)}]`;
const keys = `42["join",[${Array.from({ length: 6000 }, (_, key) => `{"${key.toString(36)}":1}`).join()}]]`;

/** What the relay is flooded with: each of its limits, ten times and more, and what is below them. */
export const FLOODS: Record<string, Flood> = {
  'requests of a connection': { ...ONE, frame: ask('leave', { room: 'nowhere' }) },
  'messages of a person': { ...ONE, frame: say(LONG) },
  'messages of an address': { ...ONE, connections: 20, frame: say(LONG) },
  'messages in a room': { connections: 100, addresses: 100, perSecond: 1000, frame: say('x') },
  'new names': { ...ONE, frame: rename },
  joins: { ...ONE, frame: join },
  pages: { ...ONE, frame: page },
  typing: { ...ONE, frame: () => ({ payload: `42["typing",{"room":"${ROOM}"}]` }) },
  'unknown events': { ...ONE, frame: ask('nothing', { room: ['x'] }) },
  'requests of many connections': { connections: 100, addresses: 1, perSecond: 4000, frame: page },
  'requests from many addresses': { connections: 20, addresses: 20, perSecond: 4000, frame: page },
  'requests in bursts': { connections: 10, addresses: 10, perSecond: 10_000, frame: page, isBursting: true },
  'requests after the goodbye': {
    connections: 10,
    addresses: 10,
    perSecond: 10_000,
    frame: page,
    isDeaf: true,
  },
  levels: { ...ONE, perSecond: 500, frame: () => ({ payload: unparsable }) },
  keys: { ...ONE, perSecond: 500, frame: () => ({ payload: keys }) },
  'oversized packets': { ...ONE, perSecond: 500, frame: () => ({ payload: `42["${'x'.repeat(66_000)}"]` }) },
  pings: { ...ONE, perSecond: 5000, frame: () => ({ opcode: PING }) },
  'acks that nobody waits for': { ...ONE, frame: number => ({ payload: `43${number}[1]` }) },
  fragments: {
    ...ONE,
    perSecond: 20_000,
    frame: number => ({ payload: 'x', opcode: number === 0 ? TEXT : CONTINUATION, isFinal: false }),
  },
  'requests by polling': { connections: 20, addresses: 20, perSecond: 4000, frame: page, by: 'polling' },
  'packets in one HTTP request': {
    ...ONE,
    perSecond: 20_000,
    frame: () => ({ payload: '3' }),
    isBursting: true,
    by: 'polling',
  },
  'HTTP requests of nobody': {
    connections: 20,
    addresses: 20,
    perSecond: 1000,
    frame: number => ({ payload: `nobody${number}` }),
    by: 'requests',
  },
  connects: { connections: 100, addresses: 1, perSecond: 500 },
  'connects from several addresses': { connections: 100, addresses: 2, perSecond: 320 },
};
