import { randomBytes } from 'node:crypto';
import { safeParse, type GenericSchema, type InferOutput } from 'valibot';
import type { Answer, ClientToRelay } from '../protocol/events.js';
import { answerOf, Refused } from '../protocol/refusals.js';
import * as schemas from '../protocol/schemas.js';
import type { Connection } from './connection.js';
import { handleMessage, post } from './handlers/message.js';
import { handleRename, handleRenew } from './handlers/person.js';
import { handleModerate, handleRemove } from './handlers/moderation.js';
import { handleHistory, handleJoin, handleLeave, handleSince, handleTyping } from './handlers/room.js';
import { explain, readTutorialText, TUTORIAL_ROOM } from './tutorial.js';

type Handler = (connection: Connection, payload: unknown) => object | Promise<object>;

const HANDLERS: Record<keyof ClientToRelay, Handler> = {
  join: withSchema(schemas.joinSchema, handleJoin),
  message: withSchema(schemas.messageSchema, handleMessage),
  since: withSchema(schemas.sinceSchema, handleSince),
  history: withSchema(schemas.historySchema, handleHistory),
  leave: withSchema(schemas.leaveSchema, handleLeave),
  remove: withSchema(schemas.removeSchema, handleRemove),
  moderate: withSchema(schemas.moderateSchema, handleModerate),
  typing: withSchema(schemas.typingSchema, handleTyping),
  rename: withSchema(schemas.renameSchema, handleRename),
  renew: withSchema(schemas.renewSchema, handleRenew),
};

/** Answers what a current client asks. Everything else it may send is refused and harms nobody. */
export function dispatch(connection: Connection): void {
  onEach(connection, (event, args) => {
    const handle = Object.hasOwn(HANDLERS, event) ? HANDLERS[event as keyof ClientToRelay] : refuse;
    void answer(connection, args, payload => handle(connection, payload));
  });
}

/** Answers what a tutorial client sends: lines of the event `message`. */
export function dispatchTutorial(connection: Connection): void {
  onEach(connection, async (event, args) => {
    const settled = await answer(connection, args, async payload => {
      if (event !== 'message') throw new Refused('bad-request');
      const message = readTutorialText(payload);
      await post(connection, { room: TUTORIAL_ROOM, id: randomBytes(16).toString('base64url'), message });
      return {};
    });
    if (!settled.ok) explain(connection.socket, settled.refusal);
  });
}

/** What came in one payload with the end of the connection is handed over after it, and must not bring it back. */
function onEach({ socket }: Connection, listener: (event: string, args: unknown[]) => unknown): void {
  socket.onAny((event: string, ...args: unknown[]) => {
    if (socket.connected) void listener(event, args);
  });
}

function withSchema<S extends GenericSchema>(
  schema: S,
  handle: (connection: Connection, request: InferOutput<S>) => object | Promise<object>,
): Handler {
  return (connection, payload) => {
    const parsed = safeParse(schema, payload);
    if (!parsed.success) throw new Refused('bad-request');
    return handle(connection, parsed.output);
  };
}

function refuse(): never {
  throw new Refused('bad-request');
}

/** The one place where an outcome becomes an ack. */
async function answer(
  connection: Connection,
  args: unknown[],
  ask: (payload: unknown) => object | Promise<object>,
): Promise<Answer<object>> {
  const settled = await settle(connection, () => ask(args[0]));
  const ack = args.at(-1);
  if (typeof ack === 'function') (ack as (settled: Answer<object>) => void)(settled);
  if (!settled.ok && settled.refusal === 'too-fast') connection.noteTooFast();
  return settled;
}

async function settle(connection: Connection, ask: () => object | Promise<object>): Promise<Answer<object>> {
  try {
    connection.spend(['request']);
    return { ok: true, ...(await ask()) };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, ...answerOf(error) };
    connection.relay.report(error);
    return { ok: false, refusal: 'unavailable' };
  }
}
