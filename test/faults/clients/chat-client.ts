import type { UserMessage } from '../../../protocol/messages.js';

/** What the suite needs of a chat client, whichever it is. */
export interface ChatClient {
  readonly name: string;
  /** The text of every message as it was told, in the order of telling, since the log was last started afresh. */
  readonly told: readonly string[];
  /** The texts that a reader sees now. */
  readonly shown: readonly string[];
  /** The revision up to which it knows the room. */
  readonly rev: number;
  /** The life of the log that the revision is of, where it can tell. */
  readonly epoch?: string | undefined;
  /** Whether it shows only the newest of what it was told. */
  readonly isWindow?: boolean;
  /** Whether it is told only what comes after it. */
  readonly isLate?: boolean;
  /** How often its connection went. */
  readonly lostCount: number;
  /** The revision at which it left, if it did. */
  readonly leftAt?: number | undefined;
  /** Settles when the message is sent or has failed for good; tries again by itself until then. */
  send(text: string): Promise<Sent>;
  /** Brings `told` and `shown` up to date, where they are elsewhere. */
  refresh?(): Promise<void>;
  close(): void;
}

/** What a sent message is known by. */
export type Sent = Pick<UserMessage, 'id' | 'seq'>;
