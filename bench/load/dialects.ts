import type { Changes } from '../../protocol/messages.js';

/** What a relay said: texts of the room, something that has to be answered, or why it went wrong. */
export interface Heard {
  texts?: string[];
  answer?: string;
  failure?: string;
}

/** What came of a step on the way into a room. */
export interface Step extends Pick<Heard, 'answer' | 'failure'> {
  isIn?: boolean;
  /** Messages of the room's past that came with it. */
  history?: number;
}

/** What someone enters. */
export interface Door {
  /** Its name; '' is the one room of a relay that has but one. */
  room: string;
  /** Messages of the past to ask for. Undefined: to be connected is all. */
  history: number | undefined;
}

/** How one talks to a relay. */
export interface Dialect {
  path(room: string): string;
  /** Whether one is in the room as soon as the websocket is open. */
  isOpenIn: boolean;
  /** Answers what is heard before one is in. */
  enter(heard: string, door: Door): Step;
  /** @param number of the message, never the same again on a connection */
  say(text: string, room: string, number: number): string;
  read(heard: string): Heard;
}

const ENGINE_OPEN = '0{';
const ENGINE_PING = '2';
const ENGINE_PONG = '3';
const CONNECTED = '40{';
const REFUSED = /^(?:1$|41|44|42\["bye")/;
const JOIN_ID = 0;
const LOBBY = 'lobby';
const ACK_OF_JOIN = `43${JOIN_ID}[`;
const ACK = /^43\d+\[/;
const ACK_OF_GOOD = /^43\d+\[\{"ok":true/;

const ours: Dialect = {
  path: () => '/socket.io/?EIO=4&transport=websocket',
  isOpenIn: false,
  enter(heard, { room, history }) {
    if (heard.startsWith(ENGINE_OPEN)) return { answer: '40{"v":1}' };
    if (heard.startsWith(CONNECTED)) {
      if (history === undefined) return { isIn: true };
      return { answer: `42${JOIN_ID}${JSON.stringify(['join', { room: room || LOBBY, limit: history }])}` };
    }
    if (heard.startsWith(ACK_OF_JOIN) && ACK_OF_GOOD.test(heard))
      return { isIn: true, history: heard.split('"type":"userMessage"').length - 1 };
    return failureIn(heard) ?? {};
  },
  say(text, room, number) {
    const id = `bench-message-${String(number).padStart(8, '0')}-${Math.random().toString(36).slice(2)}`;
    const request = { type: 'userMessage', room: room || LOBBY, id, message: text };
    return `42${number + 1}${JSON.stringify(['message', request])}`;
  },
  read(heard) {
    if (heard === ENGINE_PING) return { answer: ENGINE_PONG };
    if (heard.startsWith('42["messages",')) {
      const [, { messages }] = JSON.parse(heard.slice(2)) as [string, Changes];
      return { texts: messages.map(({ message }) => message) };
    }
    return failureIn(heard) ?? {};
  },
};

const tutorial: Dialect = {
  path: room => `/socket.io/?EIO=4&transport=websocket${room ? `&room=${room}` : ''}`,
  isOpenIn: false,
  enter(heard) {
    if (heard.startsWith(ENGINE_OPEN)) return { answer: '40' };
    return heard.startsWith(CONNECTED) ? { isIn: true } : (failureIn(heard) ?? {});
  },
  say: text => `42${JSON.stringify(['message', JSON.stringify({ type: 'userMessage', message: text })])}`,
  read(heard) {
    if (heard === ENGINE_PING) return { answer: ENGINE_PONG };
    if (!heard.startsWith('42["message",')) return failureIn(heard) ?? {};
    const [, json] = JSON.parse(heard.slice(2)) as [string, string];
    const { type, message } = JSON.parse(json) as { type: string; message: string };
    return type === 'serverMessage' ? {} : { texts: [message] };
  },
};

const ws: Dialect = {
  path: room => `/${room}`,
  isOpenIn: true,
  enter: () => ({}),
  say: text => text,
  read: heard => ({ texts: [heard] }),
};

export const DIALECTS = { ours, tutorial, ws } as const;

export type DialectName = keyof typeof DIALECTS;

function failureIn(heard: string): { failure: string } | undefined {
  const isRefusal = REFUSED.test(heard) || (ACK.test(heard) && !ACK_OF_GOOD.test(heard));
  return isRefusal ? { failure: `the relay said ${heard.slice(0, 200)}` } : undefined;
}
