import type { Person, UserMessage } from '../protocol/messages.js';
import { Refused, type Refusal } from '../protocol/refusals.js';
import type { Connection } from './connection.js';
import { cleanText } from './text.js';
import { withoutLinks, withoutWords } from './words/word-rules.js';

/** How long a rule of the site's own may take, in ms: less than a client waits for an answer. */
const MAX_RULE_MS = 5000;

/** A message on its way into a room's log. */
export interface MessageContext {
  /** Name of the space that the room is in; '' is the default one. */
  readonly space: string;
  readonly room: string;
  /** The message's id, made by its sender. */
  readonly id: string;
  readonly person: Person;
  /** What is going to be said. A rule may change it. */
  text: string;
  /** Refuses the message. @param retryAfter ms until the same may be tried again @throws Refused, always */
  refuse(refusal: Refusal, retryAfter?: number): never;
}

/**
 * Lets a message pass by `await next()`, which settles once it is in the log; refuses it by `ctx.refuse`, or by not
 * calling `next`. What it throws besides is reported, and the message refused as `unavailable`.
 */
export type MessageRule = (ctx: MessageContext, next: () => Promise<void>) => unknown;

/** Brings a message on its way. */
type Commit = (text: string) => Promise<UserMessage>;
/** A rule of the relay's own, which also knows who asks. */
export type BuiltIn = (
  ctx: MessageContext,
  next: () => Promise<UserMessage>,
  connection: Connection,
) => Promise<UserMessage>;

/** Of the form that it will be kept in. */
const readable: BuiltIn = (ctx, next) => {
  ctx.text = cleanText(ctx.text);
  return next();
};

/** Not more than the sender, their address and the room may say. Who is refused further on has said nothing. */
const unhurried: BuiltIn = ({ room }, next, connection) => {
  const noteSaid = connection.pace(room);
  connection.spend(['message'], room);
  const passing = next();
  noteSaid();
  return passing;
};

/** What every message has to pass, in this order: what costs least first, and the site's own rules last. */
const BUILT_IN: readonly BuiltIn[] = [readable, unhurried, withoutWords, withoutLinks];

/** All that a message has to pass on its way into the log. */
export class Rules {
  readonly #own: readonly MessageRule[];
  readonly #report: (error: unknown) => void;
  readonly #space: string;
  /** By sender, the last message that is on its way through the site's own rules. */
  readonly #passing = new Map<string, Promise<unknown>>();

  /**
   * @param own the site's own rules. Without any, nothing is waited for before the commit.
   * @param space default '': that of namespace `/`
   */
  constructor(own: readonly MessageRule[], report: (error: unknown) => void, space = '') {
    this.#own = own;
    this.#report = report;
    this.#space = space;
  }

  /** @throws Refused */
  pass(
    connection: Connection,
    draft: { room: string; id: string; message: string },
    commit: Commit,
  ): Promise<UserMessage> {
    const { room, id, message: text } = draft;
    const ctx: MessageContext = { space: this.#space, room, id, person: connection.person, text, refuse };
    const finish = () => (this.#own.length > 0 ? this.#passOwn(ctx, commit) : commit(ctx.text));
    const passFrom = (index: number): Promise<UserMessage> => {
      const rule = BUILT_IN[index];
      return rule ? rule(ctx, () => passFrom(index + 1), connection) : finish();
    };
    return passFrom(0);
  }

  /** One after the other for each sender: what a rule takes longer for is not overtaken. */
  #passOwn(ctx: MessageContext, commit: Commit): Promise<UserMessage> {
    const { id } = ctx.person;
    const before = this.#passing.get(id);
    const passing = (before ?? Promise.resolve()).then(() => this.#run(ctx, commit));
    const settled = passing
      .catch(() => {})
      .finally(() => {
        if (this.#passing.get(id) === settled) this.#passing.delete(id);
      });
    this.#passing.set(id, settled);
    return passing;
  }

  async #run(ctx: MessageContext, commit: Commit): Promise<UserMessage> {
    let committed: Promise<UserMessage> | undefined;
    let isOver = false;
    const passFrom = async (index: number): Promise<void> => {
      if (isOver) return;
      const rule = this.#own[index];
      if (rule)
        await rule(
          ctx,
          once(() => passFrom(index + 1)),
        );
      else await (committed = commitClean(ctx, commit));
    };
    try {
      await within(MAX_RULE_MS, passFrom(0));
    } catch (error) {
      if (!committed) throw error;
      // It is in the log, or the log has refused it: what a rule makes of that changes nothing for its sender.
      if (!(error instanceof Refused)) this.#report(error);
    } finally {
      isOver = true;
    }
    if (!committed) throw new Refused('not-allowed');
    return committed;
  }
}

async function commitClean({ text }: MessageContext, commit: Commit): Promise<UserMessage> {
  return commit(cleanText(text));
}

function refuse(refusal: Refusal, retryAfter?: number): never {
  throw new Refused(refusal, { retryAfter });
}

function once(next: () => Promise<void>): () => Promise<void> {
  let isCalled = false;
  return () => {
    const passing = isCalled ? Promise.reject(new Error('A rule called next() twice.')) : next();
    isCalled = true;
    // A rule need not wait for it.
    passing.catch(() => {});
    return passing;
  };
}

async function within(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`A rule took longer than ${ms} ms.`)), ms);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
