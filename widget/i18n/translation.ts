import type { Refusal } from '../../protocol/refusals.js';
import type { Status } from '../status.js';

/** All words of the widget in one language. */
export interface Translation {
  heading: string;
  placeholder: string;
  send: string;
  /** What the list of messages is called. */
  messages: string;
  /** Why there is nothing to see yet. */
  empty: string;
  status: Record<Status, string>;
  refusals: Record<Refusal, string>;
  people: (count: number) => string;
  /** `names` is a list in words. */
  joined: (names: string) => string;
  left: (names: string) => string;
  renamed: (was: string, name: string) => string;
  /** Stands in a list of names for those that are not named. */
  others: (count: number) => string;
  newMessages: string;
  /** Told instead of the messages when they are many. */
  manyNew: (count: number) => string;
  /** Where messages are missing for good. */
  gap: string;
  older: string;
  /** Stands above the very first message, once one has come up to it. */
  beginning: string;
  newer: string;
  /** Leads down to the newest message. */
  latest: string;
  /** Where loading earlier or later messages has failed. */
  notLoaded: string;
  sending: string;
  notSent: string;
  tryAgain: string;
  discard: string;
  /** Stands before the visitor's name. */
  chattingAs: string;
  yourName: string;
  /** Stands for the visitor as an author. */
  you: string;
  /** How much may still be typed; below zero how much is too much. */
  remaining: (count: number) => string;
  /** What to do where no relay is named. */
  noRelay: string;
  /** What may be wrong where the relay was never reached. */
  unreachable: (relay: string) => string;
  /** What to do where a page on https names a relay on http. */
  insecure: string;
}
