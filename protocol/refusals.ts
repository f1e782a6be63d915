/**
 * Every reason to say no, as words. Never sentences: the widget turns a word into one in the visitor's
 * language. The list is closed: whoever switches over it handles all of it.
 */
export const REFUSALS = [
  /** The payload is not of the form the event takes. */
  'bad-request',
  /** Nothing to send: only white space or invisible characters. */
  'empty',
  /** Longer than `settings.maxLength`. */
  'too-long',
  /** No such room, or one this person may not know of. */
  'unknown-room',
  /** The event speaks of a room this connection has not joined. */
  'not-joined',
  /** This person may not do that. */
  'not-allowed',
  /** Nobody but moderators may write here now. */
  'read-only',
  /** A moderator has taken the right to write from this person for some time. */
  'muted',
  /** A moderator has shut out this person, or their address. With `retryAfter` where it ends within a day. */
  'banned',
  /** The room takes one message per person in some time. Comes with `retryAfter`. */
  'slow-mode',
  /** More than the person's, the connection's or the address's rate. Comes with `retryAfter`. */
  'too-fast',
  /** The relay is at one of its bounds. Comes with `retryAfter`. */
  'busy',
  /** The relay cannot keep messages at the moment. */
  'unavailable',
  /** No usable name is left of what was given, or it looks like one that is reserved or a verified person's. */
  'bad-name',
  /** What says who this person is does not hold, or is missing where guests may not come in. */
  'bad-token',
  /** It did, and its time is over: a new one is due. */
  'expired-token',
  /** The site that embeds the widget is not one of the relay's. */
  'bad-origin',
] as const;

export type Refusal = (typeof REFUSALS)[number];

/** A refusal as it stands on the wire: in an ack, in `bye`, and as `data` of a refused handshake. */
export interface RefusalAnswer {
  refusal: Refusal;
  /** Milliseconds after which the same may be tried again. Absent: trying again does not help. */
  retryAfter?: number;
  /** With `bad-name`: a name that could be used instead. */
  suggestion?: string;
}

/** An expected no. One place on each side turns it into an ack, or into a sentence. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly refusal: Refusal;
  /** Milliseconds after which the same may be tried again. */
  readonly retryAfter: number | undefined;
  /** With `bad-name`: a name that could be used instead. */
  readonly suggestion: string | undefined;

  constructor(
    refusal: Refusal,
    { retryAfter, suggestion }: { retryAfter?: number | undefined; suggestion?: string | undefined } = {},
  ) {
    super(refusal);
    this.refusal = refusal;
    this.retryAfter = retryAfter;
    this.suggestion = suggestion;
  }
}

/** A refusal in the form it takes on the wire. No method: only one side says it. */
export function answerOf({ refusal, retryAfter, suggestion }: Refused): RefusalAnswer {
  return {
    refusal,
    ...(retryAfter !== undefined && { retryAfter }),
    ...(suggestion && { suggestion }),
  };
}
