import type { Color } from './colors.js';
import type { Changes, MyMessage, Page, Person, Position, UserMessage } from './messages.js';
import type { RefusalAnswer } from './refusals.js';

/** What every ack carries: the answer with `ok: true`, or the word for no. */
export type Answer<T> = ({ ok: true } & T) | ({ ok: false } & RefusalAnswer);

export type Ack<T> = (answer: Answer<T>) => void;

/** Handshake of a current client. A tutorial client sends no `v`. */
export interface Auth {
  v: 1;
  /** The name a guest would like. One that cannot be used becomes a guest name; it never refuses a connection. */
  name?: string;
  /** Secret from an earlier `you.resume`: makes this connection the same person. */
  resume?: string;
  /** A JWT by which the site says who its visitor is. At most 8,192 characters. */
  token?: string;
}

/** The person behind this connection, as told to itself. */
export interface You extends Person {
  /** Secret that proves to be this guest on the next connection. Never shown, never in a URL. Absent with a token. */
  resume?: string;
  /** Why the wished name was not taken. */
  refusal?: 'bad-name';
  /** A name that could be used instead of it. */
  suggestion?: string;
}

export interface RoomSettings {
  /** Longest message here, in UTF-16 units. */
  maxLength: number;
  /** Whether this person may write here now. */
  mayWrite: boolean;
  /** Why they may not, where it is not that the room is only read. */
  refusal?: 'muted';
  /** What the room is called, instead of its name. */
  title?: string;
  /** How long a person waits between two messages, in ms. Absent: no longer than the rate says. */
  slowMs?: number;
}

export interface People {
  /** How many people are in the room: persons, not connections. */
  count: number;
  /** Who they are, while `count` is at most 50. */
  list?: Person[];
}

export interface JoinRequest {
  room: string;
  /** Where the client's replica stands. Absent: the newest `limit` messages, and the welcome. */
  since?: Position;
  /** 1..200, default 50. */
  limit?: number;
}

export interface Joined extends Page {
  welcome?: string;
  you: You;
  people: People;
  settings: RoomSettings;
}

export interface MessageRequest {
  type: 'userMessage';
  room: string;
  id: string;
  message: string;
}

/** What a moderator can do. Sanctions hold in all rooms. */
export type ModerateRequest = { room: string } & (
  | {
      /** Takes away all that the person wrote in the room within the last hour. */
      action: 'remove';
      person: string;
    }
  | {
      /** They may not write, or not come in: nor may guests from the address they came from. */
      action: 'mute' | 'ban';
      person: string;
      /** 1 s to 10 years, in ms. */
      forMs: number;
    }
  | { action: 'unmute' | 'unban'; person: string }
  | {
      /** One message per person in so many ms: up to an hour; 0 ends it. */
      action: 'slow';
      everyMs: number;
    }
  | { action: 'lock' | 'unlock' }
);

/** How many messages are gone. */
export interface Moderated {
  removed?: number;
}

export interface SinceRequest extends Position {
  room: string;
  limit?: number;
}

/** At most one of `before`, `after` and `around` stands; none is the newest. Each is a `seq`; before and after exclude it. */
export interface HistoryRequest {
  room: string;
  before?: number;
  after?: number;
  around?: number;
  limit?: number;
}

/** A page of a room's past, ascending by `seq`. */
export interface HistoryPage {
  messages: UserMessage[];
  /** Nothing further in the direction asked. */
  complete: boolean;
}

/**
 * Who came and went since the last such packet. A person in `joined` who was here already has a new name or colour.
 * With `list` beside `joined` and `left`, some are here again who are no news, as after a restart of the relay.
 * Without any of the three, the room has more people than are told by name.
 */
export interface PeopleChange {
  room: string;
  count: number;
  joined?: Person[];
  left?: Person[];
  /** Everyone: replaces whatever was known. */
  list?: Person[];
}

export interface ClientToRelay {
  join: (request: JoinRequest, ack: Ack<Joined>) => void;
  message: (request: MessageRequest, ack: Ack<{ message: MyMessage }>) => void;
  since: (request: SinceRequest, ack: Ack<Page>) => void;
  history: (request: HistoryRequest, ack: Ack<HistoryPage>) => void;
  leave: (request: { room: string }, ack: Ack<object>) => void;
  /** Only moderators. Removing what is removed already, or never was, removes nothing. */
  remove: (request: { room: string; id: string }, ack: Ack<Moderated>) => void;
  /** Only moderators. */
  moderate: (request: ModerateRequest, ack: Ack<Moderated>) => void;
  /** Says that this person is writing; again every few seconds while they are. */
  typing: (request: { room: string }, ack: Ack<object>) => void;
  rename: (request: { name: string }, ack: Ack<{ you: You }>) => void;
  /** What colour this person's name has from now on; `none` for that of all text. */
  recolor: (request: { color: Color | 'none' }, ack: Ack<{ you: You }>) => void;
  /** A later token of the same person, before the present one ends. */
  renew: (request: { token: string }, ack: Ack<{ you: You }>) => void;
}

export interface RelayToClient {
  messages: (changes: Changes) => void;
  people: (change: PeopleChange) => void;
  /** Who is writing now: their names, and their ids. May be lost; it holds for some seconds, and ends with their message. */
  typing: (writing: { room: string; names: string[]; ids: string[] }) => void;
  /** How the room is written in from now on, by this person: moderators have changed it, or what they did is over. */
  settings: (change: { room: string; settings: RoomSettings }) => void;
  /** Said before a close after which the client must not return at once. */
  bye: (answer: RefusalAnswer) => void;
  /** The tutorial's event. Only tutorial clients receive it: one JSON string. */
  message: (json: string) => void;
}
