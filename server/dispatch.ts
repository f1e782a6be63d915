import { randomBytes } from 'node:crypto';
import { safeParse, type GenericSchema, type InferOutput } from 'valibot';
import type { Answer, ClientToRelay } from '../protocol/events.js';
import { answerOf, Refused } from '../protocol/refusals.js';
import * as schemas from '../protocol/schemas.js';
import type { Connection } from './connection.js';
import { Haste } from './haste.js';
import { handleMessage, post } from './handlers/message.js';
import { handleRecolor, handleRename, handleRenew } from './handlers/person.js';
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
  recolor: withSchema(schemas.recolorSchema, handleRecolor),
  renew: withSchema(schemas.renewSchema, handleRenew),
};

/** Answers what a current client asks. Everything else it may send is refused and harms nobody. */
export function dispatch(connection: Connection): void {
  onEach(connection, (event, args) => {
    const handle = Object.hasOwn(HANDLERS, event) ? HANDLERS[event as keyof ClientToRelay] : refuse;
    return answer(connection, args, payload => handle(connection, payload));
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
    return settled;
  });
}

function onEach(
  connection: Connection,
  listener: (event: string, args: unknown[]) => Promise<Answer<object>>,
): void {
  const { relay, socket } = connection;
  const haste = new Haste(relay.backlog, socket.conn);
  const ask = async (event: string, args: unknown[]) => {
    const settled = await listener(event, args);
    if (settled.ok || settled.refusal !== 'too-fast') return;
    haste.note();
    connection.noteTooFast();
  };
  socket.onAny((event: string, ...args: unknown[]) => {
    // What came in one payload with the end of the connection is handed over after it, and must not bring it back.
    const canWait = relay.limits.canWait(socket.id);
    const isHeard = haste.inTurn(() => socket.connected && void ask(event, args), canWait);
    if (!isHeard) connection.cutOff();
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
  return settled;
}

async function settle(connection: Connection, ask: () => object | Promise<object>): Promise<Answer<object>> {
  const waitMs = connection.take(['request']);
  if (waitMs > 0) return { ok: false, refusal: 'too-fast', retryAfter: waitMs };
  try {
    return { ok: true, ...(await ask()) };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, ...answerOf(error) };
    connection.relay.report(error);
    return { ok: false, refusal: 'unavailable' };
  }
}
