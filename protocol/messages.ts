import type { Color } from './colors.js';

/** Someone in a room, as the others see them. */
export interface Person {
  /** Public id: 22 characters of [A-Za-z0-9_-], the same for every connection of one person. */
  id: string;
  /** The name shown: 1..40 graphemes, cleaned by the relay. Never unique by itself. */
  name: string;
  /** What this person may do beyond talking. Absent: nothing. */
  role?: 'moderator';
  /** Present when the site vouches for the name. Drawn by the widget, never part of the name. */
  verified?: true;
  /** Address of a picture, as the site says: https, or from `/` on, on the site that shows it. */
  picture?: string;
  /** The colour they chose for their name. Absent: none. */
  color?: Color;
}

/** A message that the relay has committed: one entry of a room's log. */
export interface UserMessage {
  type: 'userMessage';
  /** Plain text, 1..4000 UTF-16 units. Markup in it is text. */
  message: string;
  /** Made by the sender: 16..64 of [A-Za-z0-9_-]. Unique in its room, for ever. */
  id: string;
  /** The revision the message was born with: its place in the room. Never changes. */
  seq: number;
  /** The revision that last changed it. Equals `seq` until it is changed. */
  rev: number;
  /** When it was committed: milliseconds since 1970 by the relay's clock. */
  at: number;
  /** Who wrote it, as they were when they did. */
  from: Person;
  /** A moderator has taken it away: its place stays, `message` is empty. */
  removed?: true;
}

/** The same message as told to its sender: in the ack to a send, and to tutorial clients. */
export interface MyMessage extends Omit<UserMessage, 'type'> {
  type: 'myMessage';
}

/** A line from the relay itself. Only tutorial clients receive it; others draw notices from `people`. */
export interface ServerMessage {
  type: 'serverMessage';
  message: string;
}

/** The tutorial's three words. */
export type MessageType = (UserMessage | MyMessage | ServerMessage)['type'];

/**
 * The unit of replication, alike in live packets and in pages: all that changed in the room after revision
 * `after`, up to and including `rev`. Each message stands once, in its latest state, ascending by `rev`.
 */
export interface Changes {
  room: string;
  after: number;
  rev: number;
  messages: UserMessage[];
}

/** A page of a room's log, with what a replica needs to go on from there. */
export interface Page extends Changes {
  /** Names one life of the room's log. Another epoch: start afresh. */
  epoch: string;
  /** The room's newest revision when the page was read. */
  head: number;
  /** Nothing further in the direction asked. Trust this word, never the length of a page. */
  complete: boolean;
  /** Part of what was asked for is gone: the page starts afresh at the newest. */
  gap: boolean;
}

/** Where a replica stands: what it tells the relay to hear what came since. */
export interface Position {
  epoch: string;
  rev: number;
}
